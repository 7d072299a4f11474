import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { delegatedFigures } from '../../../bench/goals/delegated.js';
import type { BenchReport } from '../../../bench/report.js';
import type { RunnerOptions, RunOptions } from '../../../lib/index.js';
import { sharedLinksFolder } from '../../../lib/jail/cell-links.js';
import { type Grant, readGrant } from '../../../lib/jail/delegation/grant.js';
import { machinePlaces } from '../../../lib/jail/delegation/places.js';
import { bailiffCommand, type NamedUser, openNamedUser } from '../../support/delegated-user.js';
import { FULL } from '../../support/how-much.js';
import { type JobScript, startJobScript } from '../../support/job-script.js';
import { IS_ROOT } from '../../support/requirements.js';
import { NO_REMAINS, processes, remainsOfUser } from '../../support/user-processes.js';

const USER = 60_141;
const canDelegate = IS_ROOT && machinePlaces().cgroups?.version === 1; // of v2, Node would have to be started in the group

const SLEEP: RunOptions = { argv: ['/bin/sleep', '31.41'], limits: { wallMs: 60_000 } };
const HELLO: RunOptions = { argv: ['/bin/echo', 'hello'] };

let user: NamedUser;
const scripts: JobScript[] = [];
beforeAll(async () => {
  if (canDelegate) user = await openNamedUser(USER);
});
afterEach(async () => {
  await Promise.all(scripts.splice(0).map((script) => script.kill()));
  await expect.poll(() => sleepers(), { timeout: 5_000 }).toEqual([]);
});
afterAll(() => user?.[Symbol.asyncDispose]());

const within = ({ ids }: Grant, uid: number) => uid >= ids.start && uid < ids.start + ids.count;
const sleepers = () => processes().filter(({ command }) => command.startsWith('/bin/sleep\0' + '31.41'));

/** Another Node of the user's, which is killed after the test at the latest. */
async function start(
  jobs: readonly RunOptions[],
  options: RunnerOptions = {},
  env = user.env,
): Promise<JobScript> {
  const script = await startJobScript({ jobs, options, env, prefix: user.prefix });
  scripts.push(script);
  return script;
}

/** Node is killed while a program runs; the next runner has to find the rest and take it away. */
async function isSwept(leases: string): Promise<void> {
  const doomed = await start([SLEEP]);
  void doomed.next();
  await expect.poll(() => sleepers().length, { timeout: 10_000 }).toBe(1);
  await doomed.kill();
  await expect.poll(() => sleepers(), { timeout: 5_000 }).toEqual([]);
  expect(remainsOfUser(user, leases)).not.toEqual(NO_REMAINS);
  const next = await start([HELLO]);
  expect(await next.next()).toMatchObject({ stdout: 'hello\n' });
  await next.next(); // it closes its runner
  await expect.poll(() => remainsOfUser(user, leases)).toEqual(NO_REMAINS);
}

describe.skipIf(!canDelegate)('without a delegation', () => {
  test('a killed runner’s cells are swept', () => isSwept(join(user.folder, 'home/leases')));
});

describe.skipIf(!canDelegate)('with a delegation', () => {
  let grant: Grant;
  beforeAll(async () => {
    expect(await user.setup('--delegate')).toMatchObject({ exitCode: 0 });
    grant = readGrant(USER)!;
  });

  test('a user has what root has, and every result says so', async () => {
    const script = await start([HELLO], { require: ['cgroup', 'own-uid'] });
    expect(await script.next()).toMatchObject({
      stdout: 'hello\n',
      enforcement: { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true },
    });
  });

  test('programs have ids that neither their gates nor other cells have', async () => {
    for (const script of await Promise.all([start([SLEEP]), start([SLEEP])])) void script.next();
    await expect.poll(() => sleepers().length, { timeout: 10_000 }).toBe(2);
    const programs = sleepers().map(({ uid }) => uid);
    const gates = processes().filter(
      ({ command, uid }) => command.startsWith('/gate\0') && within(grant, uid),
    );
    expect(new Set(programs).size).toBe(2);
    expect(programs.every((uid) => within(grant, uid))).toBe(true);
    expect(gates.length).toBeGreaterThanOrEqual(2);
    for (const { uid } of gates) expect(programs).not.toContain(uid);
  });

  test('a killed runner’s cells are swept, and with them what belongs to ids that are not the user’s', async () => {
    const doomed = await start([SLEEP]);
    void doomed.next();
    const fifos = () => {
      const root = sharedLinksFolder(grant.leases);
      return readdirSync(root, { recursive: true, encoding: 'utf8' })
        .map((name) => lstatSync(join(root, name)))
        .filter((facts) => facts.isFIFO());
    };
    await expect.poll(() => fifos().length, { timeout: 10_000 }).toBeGreaterThan(0);
    for (const { uid } of fifos()) expect(within(grant, uid)).toBe(true);
    await doomed.kill();
    await isSwept(grant.leases);
    expect(fifos()).toEqual([]);
  });

  test('two homes of the user never share an id, a group or a folder of FIFOs', async () => {
    const env = { ...user.env, BAILIFF_HOME: join(user.folder, 'other-home') };
    const one = await start([SLEEP]);
    const other = await start([SLEEP], {}, env);
    for (const script of [one, other]) void script.next();
    await expect.poll(() => sleepers().length, { timeout: 10_000 }).toBe(2);
    expect(new Set(sleepers().map(({ uid }) => uid)).size).toBe(2);
  });

  test('a range of a runner’s own counts when it was delegated, and else is none', async () => {
    const inside = { start: grant.ids.start + 100, count: 2 };
    for (const [uids, fits] of [
      [inside, true],
      [{ start: 300_000, count: 2 }, false],
    ] as const) {
      const script = await start([SLEEP], { uids });
      void script.next();
      await expect.poll(() => sleepers().length, { timeout: 10_000 }).toBe(1);
      const uid = sleepers()[0]!.uid;
      expect(uid === inside.start + 1).toBe(fits);
      expect(within(grant, uid)).toBe(true);
      await script.kill();
      await expect.poll(() => sleepers()).toEqual([]);
    }
  });

  test.skipIf(!FULL)('takes part in a benchmark beside root', async () => {
    const what = ['--seconds', '1', '--filter', 'latency/no-op/10ms', '--as', user.name, '--json'];
    const [command, ...args] = bailiffCommand('bench', 'overhead', ...what);
    const { stdout, stderr } = await execa(command!, args, { reject: false });
    const { parts } = JSON.parse(stdout || `{"parts":[],"said":${JSON.stringify(stderr)}}`) as BenchReport;
    const figures = delegatedFigures({ parts });
    expect(figures.map(({ what: name }) => name)).toEqual([
      `bailiff as ${user.name}: p50 of no-op, pauses of 10 ms`,
    ]);
    expect(figures[0]!.value).toBeLessThan(4); // of a few runs on a busy machine; the target is the benchmark's
  });

  test('what was taken back is not used any more, and programs run all the same', async () => {
    const running = await start([SLEEP]);
    void running.next();
    await expect.poll(() => sleepers().length, { timeout: 10_000 }).toBe(1);
    const busy = await user.setup('--undelegate');
    expect(busy).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('end what runs in it') });
    await running.kill();
    await expect.poll(() => sleepers()).toEqual([]);
    expect(await user.setup('--undelegate')).toMatchObject({ exitCode: 0 });
    const script = await start([HELLO]);
    expect(await script.next()).toMatchObject({
      stdout: 'hello\n',
      enforcement: { cpu: 'polling', ownUid: false },
    });
  });
});
