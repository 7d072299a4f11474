import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunOptions, RunResult } from '../../lib/index.js';
import { refusedCalls } from '../../lib/jail/policy.js';
import { startJobScript } from '../support/job-script.js';
import { type OrdinaryUser, openOrdinaryUser } from '../support/ordinary-user.js';
import { HAS_CGROUPS, IS_ROOT, lacks } from '../support/requirements.js';
import { ownUids } from '../support/runners.js';
import { type Edit, openWeakened } from '../support/weakened.js';
import { readAttacks } from './attack.js';
import { jobOf, outcomeOf } from './attempt.js';
import { DEFENCES, NO_IPC_NAMESPACE, NO_POLICY } from './defences.js';

const ABSTRACT = 'bailiff-outer-canary';
const LISTEN = `import socket, time; s = socket.socket(socket.AF_UNIX); s.bind("\\0${ABSTRACT}"); s.listen(); time.sleep(60)`;
/** An attack that wins has won these, and nothing of the machine. */
const OUTER = [
  ...['unshare', '--pid', '--fork', '--kill-child', '--mount-proc', '--mount', '--net', '--ipc', '--uts'],
  ...['/bin/sh', '-c', `/usr/bin/python3 -c '${LISTEN}' & sleep 0.2; exec "$0" "$@"`],
];
const ENV = { CANARY_FOLDER: '/nowhere', CANARY_ABSTRACT: ABSTRACT, CANARY_PORT: '9' };

const attacks = await readAttacks();
let user: OrdinaryUser;
beforeAll(async () => {
  user = await openOrdinaryUser(60_128);
});
afterAll(() => user[Symbol.asyncDispose]());

/** Runs jobs in a runner that lacks what the edits take away, within the outer namespaces. */
async function runWeakened(
  edits: readonly Edit[],
  jobs: RunOptions[],
  rootless = false,
): Promise<RunResult[]> {
  await using weakened = await openWeakened(edits);
  const env = rootless
    ? { ...weakened.env, ...user.env, BAILIFF_NATIVE: weakened.env.BAILIFF_NATIVE! }
    : weakened.env;
  const prefix = rootless ? [...OUTER, ...user.prefix] : OUTER;
  const script = await startJobScript({
    jobs,
    options: { uids: ownUids() },
    env,
    prefix,
    root: weakened.root,
  });
  const results: RunResult[] = [];
  for (const _ of jobs) results.push((await script.next()) as unknown as RunResult);
  await script.kill();
  return results;
}

const sharedMemory = (flags: string): RunOptions => ({
  argv: [
    '/usr/bin/python3',
    '-c',
    `import ctypes; print(ctypes.CDLL(None).shmget(0x42, 4096, ${flags}) >= 0)`,
  ],
});
const LEAVE = sharedMemory('0o1666');
const FIND = sharedMemory('0');

describe.skipIf(lacks(IS_ROOT))('switched off, its attack wins:', () => {
  for (const { name: defence, edits, attack: name, wins, rootless, needs } of DEFENCES)
    test.skipIf(lacks(needs !== 'cgroup' || HAS_CGROUPS))(defence, async () => {
      const attack = attacks.find((each) => each.name === name)!;
      const [result] = await runWeakened(edits, [jobOf(attack, { env: ENV })], rootless);
      expect(storyOf(result!)).toMatch(wins);
    });

  test('the policy, call by call: the kernel itself answers otherwise to most of them', async () => {
    const [result] = await runWeakened([NO_POLICY], [{ argv: ['/gate', 'refused'] }]);
    const refused = refusedCalls({ pinned: false });
    const open = result!.stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([name, errno]) => refused.get(name!) !== Number(errno));
    expect(new Set(open.map(([name]) => name)).size).toBeGreaterThan(40);
  });

  test('the ipc namespace of each jail, with the policy that refuses System V objects', async () => {
    const [left, found] = await runWeakened([NO_POLICY, NO_IPC_NAMESPACE], [LEAVE, FIND]);
    expect([left?.stdout, found?.stdout]).toEqual(['True\n', 'True\n']);
    const [alone, gone] = await runWeakened([NO_POLICY], [LEAVE, FIND]);
    expect([alone?.stdout, gone?.stdout]).toEqual(['True\n', 'False\n']);
  });
});

function storyOf(result: RunResult): string {
  if (result.status === undefined) return JSON.stringify(result);
  const files = Object.entries(result.files).map(([path, { state }]) => `${path} ${state}`);
  const { usage, stdout, stderr } = result;
  return `${outcomeOf(result)} after ${Math.round(usage.cpuMs)} ms of CPU time, ${stdout.length} bytes: ${files.join(', ')}\n${stdout.slice(0, 2_000)}${stderr.slice(0, 500)}`;
}
