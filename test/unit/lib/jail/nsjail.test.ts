import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readEnv } from '../../../../lib/env.js';
import { findNsjail, installedNsjailPath, NSJAIL_PIN, versionFromHelp } from '../../../../lib/jail/nsjail.js';

const OLD = 'Usage: nsjail\n  --seccomp_string VALUE\n';
const V35 = `${OLD}  --experimental_mnt VALUE\n\tMount API to use: 'new', or 'default' (auto-detect\n`;
const V36 = `${OLD}  --experimental_mnt VALUE\n\tMount API to use: 'new', or 'auto'\n\t(auto-detect based on\n`;

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiff-nsjail-'));
});

afterEach(() => rm(home, { recursive: true, force: true }));

async function program(path: string, help: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\ncat <<'END'\n${help}END\n`, { mode: 0o755 });
  return path;
}

const withPath = (...path: string[]) => readEnv({ PATH: path.join(':') });

describe('versionFromHelp()', () => {
  test.each([
    [V35, '3.5'],
    [V36, '3.6'],
    [`${V36}  --seccomp_unotify\n`, '3.7 or later'],
    [OLD, undefined],
    ['true: does nothing', undefined],
    ['', undefined],
  ])('tells a release by its options (%#)', (help, version) => {
    expect(versionFromHelp(help)).toBe(version);
  });
});

describe('findNsjail()', () => {
  test('searches the option, the environment, PATH, the installed one, in this order', async () => {
    const given = await program(join(home, 'given'), V35);
    const named = await program(join(home, 'named'), V35);
    const onPath = await program(join(home, 'bin', 'nsjail'), V36);
    const installed = await program(installedNsjailPath(home), V36);
    const env = { ...withPath(dirname(onPath)), nsjail: named };

    const found = await findNsjail({ home, nsjail: given, env });
    expect(found).toEqual({ path: given, version: '3.5', source: 'option' });
    expect(await findNsjail({ home, env })).toEqual({ path: named, version: '3.5', source: 'environment' });
    const fromPath = await findNsjail({ home, env: withPath(dirname(onPath)) });
    expect(fromPath).toEqual({ path: onPath, version: '3.6', source: 'path' });
    const fromHome = await findNsjail({ home, env: withPath() });
    expect(fromHome).toEqual({ path: installed, version: NSJAIL_PIN.version, source: 'installed' });
  });

  test('passes over one on PATH that is too old', async () => {
    const env = withPath(dirname(await program(join(home, 'bin', 'nsjail'), OLD)));
    await expect(findNsjail({ home, env })).rejects.toMatchObject({
      code: 'NSJAIL_MISSING',
      message: expect.stringMatching(/is below 3\.5.*bailiff setup/),
    });
    const installed = await program(installedNsjailPath(home), V36);
    expect(await findNsjail({ home, env })).toMatchObject({ path: installed, source: 'installed' });
  });

  test('refuses one named explicitly that is too old, does not start, or does not exist', async () => {
    await program(installedNsjailPath(home), V36);
    const old = await program(join(home, 'old'), OLD);
    await writeFile(join(home, 'garbage'), 'no program', { mode: 0o755 });
    for (const nsjail of [old, join(home, 'garbage'), join(home, 'nowhere'), home]) {
      await expect(findNsjail({ home, nsjail, env: withPath() })).rejects.toMatchObject({
        code: 'NSJAIL_MISSING',
        message: expect.stringContaining(`"${nsjail}"`),
      });
    }
  });

  test('asks a program once, and again when its file has changed', async () => {
    const nsjail = join(home, 'nsjail');
    const asked = join(home, 'asked');
    const counting = (help: string) =>
      writeFile(nsjail, `#!/bin/sh\necho x >> ${asked}\ncat <<'END'\n${help}END\n`, { mode: 0o755 });
    const options = { home, nsjail, env: withPath() };
    await counting(V36);
    await findNsjail(options);
    expect(await findNsjail(options)).toMatchObject({ version: '3.6' });
    expect(await readFile(asked, 'utf8')).toBe('x\n');
    await counting(V35);
    expect(await findNsjail(options)).toMatchObject({ version: '3.5' });
    expect(await readFile(asked, 'utf8')).toBe('x\nx\n');
  });

  test('does without a damaged memory', async () => {
    const nsjail = await program(join(home, 'nsjail'), V36);
    await writeFile(join(home, 'nsjail.json'), '{"path":');
    expect(await findNsjail({ home, nsjail, env: withPath() })).toMatchObject({ version: '3.6' });
  });
});
