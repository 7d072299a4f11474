import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bailiff } from './bailiff.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-cli-languages-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** A machine whose PATH has one command that works and one that does not. */
async function machine() {
  const tools = { bash: 'echo GNU bash, version 5.2.1', ruby: 'echo no library >&2; exit 127' };
  await mkdir(join(folder, 'tools/bin'), { recursive: true });
  for (const [name, body] of Object.entries(tools)) {
    await writeFile(join(folder, 'tools/bin', name), `#!/bin/sh\n${body}\n`);
    await chmod(join(folder, 'tools/bin', name), 0o755);
  }
  return { env: { PATH: join(folder, 'tools/bin'), BAILIFF_HOME: join(folder, 'home') } };
}

test('bailiff languages --json says what is ready, missing and broken, and how to get it', async () => {
  const { exitCode, stdout } = await bailiff(['languages', '--json'], await machine());
  expect(exitCode).toBe(0);
  const languages = JSON.parse(stdout as string) as { name: string }[];
  const named = (wanted: string) => languages.find(({ name }) => name === wanted);
  expect(languages.length).toBeGreaterThanOrEqual(38);
  expect(named('bash')).toEqual({
    name: 'bash',
    title: 'Bash',
    aliases: ['sh', 'shell'],
    variants: [],
    extensions: ['.sh', '.bash'],
    versions: [{ version: '5.2.1', source: join(folder, 'tools/bin/bash') }],
    state: 'ready',
    detail: '',
    leastMemoryBytes: 8 * 2 ** 20,
  });
  expect(named('ruby')).toMatchObject({ state: 'broken', detail: expect.stringContaining('tools/bin/ruby') });
  expect(named('kotlin')).toMatchObject({
    state: 'missing',
    versions: [],
    detail: 'bailiff setup --toolchains kotlin',
  });
  expect(named('dotnet')).toMatchObject({ detail: expect.stringMatching(/\.NET SDK 8/) });
  expect(named('cpp')).toMatchObject({ variants: ['20', '23', '17', '14', '11'] });
});

test('bailiff languages prints a line for each language and its other versions', async () => {
  const { exitCode, stdout, stderr } = await bailiff(['languages'], await machine());
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^ready +bash +5\.2\.1 +8 MiB .*\(sh, shell\)$/m);
  expect(stdout).toMatch(/^broken +ruby +- +8 MiB /m);
  expect(stdout).toMatch(/^\d+ of \d+ languages are ready$/m);
});
