import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../../../harness/report.js';
import { openReporters } from '../../../../harness/reporters/open.js';
import { broadcast, replay } from '../../../../harness/reporters/reporter.js';
import { createSpool } from '../../../../harness/reporters/spool.js';
import { IS_ROOT, lacks } from '../../../support/requirements.js';
import { memorySink } from '../../../unit/harness/reporters/memory-sink.js';
import { RICH } from '../../../unit/harness/reporters/rich-report.js';

const FULL = { code: 'STORAGE_FAILED', message: expect.stringContaining('no space is left there') };

/** More than 256 KiB in every format. */
const LARGE: Report = {
  ...RICH,
  problems: RICH.problems.map((problem) => ({
    ...problem,
    submissions: Array.from({ length: 800 }, (_, i) => ({ ...problem.submissions[0]!, name: `s${i}.py` })),
  })),
};

describe.skipIf(lacks(IS_ROOT))('on a full disk', () => {
  let folder: string;
  let small: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bailiff-full-'));
    small = join(folder, 'small');
    await mkdir(small);
    await execa('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', small]);
  });
  afterEach(async () => {
    await execa('umount', [small]);
    await rm(folder, { recursive: true });
  });

  test.each(['json', 'csv', 'html', 'junit', 'clics', 'gradescope', 'github', 'github-output', 'table'])(
    'a report as %s says so and leaves nothing behind',
    async (kind) => {
      const reporters = await openReporters([`${kind}=${small}/report`], { stdout: process.stdout });
      await expect(replay(LARGE, broadcast(reporters))).rejects.toMatchObject(FULL);
      expect(await readdir(small)).toEqual([]);
    },
  );

  test('an older report and lines of others stay as they were', async () => {
    await writeFile(join(small, 'old.json'), 'old');
    await writeFile(join(small, 'outputs'), 'before=1\n');
    const specs = [`json=${small}/old.json`, `github-output=${small}/outputs`];
    const reporters = await openReporters(specs, { stdout: process.stdout });
    await expect(replay(LARGE, broadcast(reporters))).rejects.toMatchObject(FULL);
    expect(await readFile(join(small, 'old.json'), 'utf8')).toBe('old');
    expect(await readFile(join(small, 'outputs'), 'utf8')).toBe('before=1\n');
    expect((await readdir(small)).sort()).toEqual(['old.json', 'outputs']);
  });

  test('the temporary file of a JUnit report leaves nothing behind either', async () => {
    const spool = createSpool(small);
    await expect(spool.write('x'.repeat(512 * 1_024))).rejects.toMatchObject(FULL);
    await spool.close();
    expect(await readdir(small)).toEqual([]);
  });

  test('a file system that is read-only is refused before anything runs', async () => {
    await execa('mount', ['-o', 'remount,ro', small]);
    await expect(openReporters([`json=${small}/r.json`], { stdout: process.stdout })).rejects.toMatchObject({
      code: 'INVALID_PATH',
      message: expect.stringContaining('read-only'),
    });
  });
});

test('a reader that has gone is told as such', async () => {
  const reader = execa('true', { stdin: 'pipe', buffer: false });
  await reader;
  const pipe = reader.stdin as unknown as NodeJS.WriteStream;
  const reporters = await openReporters(['json'], { stdout: pipe });
  await expect(replay(LARGE, broadcast(reporters))).rejects.toMatchObject({
    code: 'STORAGE_FAILED',
    message: expect.stringMatching(/its reader has gone|it was closed/),
  });
});

test('a spool gives back what it took, across its chunks', async () => {
  const spool = createSpool();
  const text = 'ä🎉€'.repeat(40_000);
  await spool.write(text);
  await spool.write('end');
  const sink = memorySink();
  await spool.moveTo(sink);
  expect(sink.text()).toBe(`${text}end`);
});
