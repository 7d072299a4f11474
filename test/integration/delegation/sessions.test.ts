import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Grant, readGrant } from '../../../lib/jail/delegation/grant.js';
import { machinePlaces } from '../../../lib/jail/delegation/places.js';
import { type NamedUser, openNamedUser } from '../../support/delegated-user.js';
import { IS_ROOT } from '../../support/requirements.js';
import { NO_REMAINS, processes, remainsOfUser } from '../../support/user-processes.js';

const USER = 60_144;
const canDelegate = IS_ROOT && machinePlaces().cgroups?.version === 1; // of v2, Node would have to be started in the group
const FIXTURES = new URL('../session/fixtures/', import.meta.url);
const ANY_IDS = JSON.stringify({ start: 200_000, count: 64 }); // without a delegation of no meaning, with one another's
const HELD = 'grows'; // in the commands of hold-session.mjs

let user: NamedUser;
beforeAll(async () => {
  if (canDelegate) user = await openNamedUser(USER);
});
afterAll(() => user?.[Symbol.asyncDispose]());

const fixture = (name: string) => fileURLToPath(new URL(name, FIXTURES));
const heldPrograms = () => processes().filter(({ command }) => command.includes(HELD));
const gates = () => processes().filter(({ command }) => command.startsWith('/gate\0'));

/** Opens a session as the user, with programs that go on; returns what kills it with -9, and waits for its end. */
async function hold(id: string): Promise<() => Promise<void>> {
  const home = join(user.folder, 'home');
  const argv = [...user.prefix, process.execPath, fixture('hold-session.mjs'), home, id, ANY_IDS];
  const env = { PATH: process.env.PATH, ...user.env };
  const holder = spawn(argv[0]!, argv.slice(1), { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout!, 'data');
  return async () => {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  };
}

async function use(): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await user.run([process.execPath, fixture('use-session.mjs')]);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const SAME = 'host\nhello\ndeep\n';
/** Whatever the mode, but for what holds the limits. */
const USED = {
  workspace: 'polling',
  ids: '1000\n1000\n1000\n',
  read: 'deep\n',
  fork: 'host\nchanged\ndeep\n',
  copy: SAME,
  first: SAME,
  again: SAME,
  ran: 'hello\n',
  left: [],
};

/** Kills who holds a session, again and again: the next one finds its files, and what the cells left goes. */
async function survivesKills(leases: string): Promise<void> {
  for (let round = 0; round < 3; round++) {
    const kill = await hold('held');
    expect(heldPrograms().length).toBeGreaterThanOrEqual(3);
    await kill();
    await expect.poll(heldPrograms, { timeout: 5_000 }).toEqual([]);
    expect(remainsOfUser(user, leases)).not.toEqual(NO_REMAINS);
  }
  await use(); // its runner sweeps when it is opened
  expect(remainsOfUser(user, leases)).toEqual(NO_REMAINS);
  expect(processes().filter(({ uid }) => uid === USER)).toEqual([]);
}

describe.skipIf(!canDelegate)('sessions without a delegation', () => {
  test('do all that they do as root, and say what holds', async () => {
    const enforcement = { cpu: 'polling', memory: 'polling', processes: 'rlimit', ownUid: false };
    expect(await use()).toEqual({ ...USED, enforcement });
  });

  test('survive kills of their process', () => survivesKills(join(user.folder, 'home/leases')));
});

describe.skipIf(!canDelegate)('sessions with a delegation', () => {
  let grant: Grant;
  beforeAll(async () => {
    expect(await user.setup('--delegate')).toMatchObject({ exitCode: 0 });
    grant = readGrant(USER)!;
  });

  test('do all that they do as root, and say what holds', async () => {
    const enforcement = { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true };
    expect(await use()).toEqual({ ...USED, enforcement });
  });

  test('have gates with an id that no program has: those have the user’s own, and the workspace with it', async () => {
    const kill = await hold('ids');
    const isOwn = (uid: number) => uid >= grant.ids.start && uid < grant.ids.start + grant.ids.count;
    const own = gates().filter(({ uid }) => isOwn(uid));
    expect(own.length).toBeGreaterThanOrEqual(3);
    expect(new Set(own.map(({ uid }) => uid % 2))).toEqual(new Set([0])); // programs of other cells have the odd ones
    expect(new Set(heldPrograms().map(({ uid }) => uid))).toEqual(new Set([USER]));
    expect(gates().filter(({ uid }) => uid === USER)).toEqual([]);
    await kill();
  });

  test('survive kills of their process', () => survivesKills(grant.leases));
});
