import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunOptions, Usage } from '../../../lib/index.js';
import { FULL } from '../../support/how-much.js';
import { type JobScript, startJobScript } from '../../support/job-script.js';
import { expectSoundJournals } from '../../support/journals.js';
import { remainsOf } from '../../support/leftovers.js';
import { openCourse, startMixedWork } from '../../support/mixed-work.js';
import { ownUids } from '../../support/runners.js';
import { stopTree } from '../../support/stop-tree.js';

const UIDS = ownUids();
const STOP_MS = FULL ? 15_000 : 4_500; // longer than Node waits for what is overdue
const WALL_MS = 4_000;

let scripts: JobScript[] = [];
afterEach(() => Promise.all(scripts.map((script) => script.kill())));

/** Each in a Node of its own that has its jail ready. */
async function start(jobs: readonly RunOptions[]): Promise<void> {
  const each = (job: RunOptions) =>
    startJobScript({ jobs: [{ argv: ['/bin/true'] }, job], options: { uids: UIDS } });
  scripts = await Promise.all(jobs.map(each));
  await Promise.all(scripts.map((script) => script.next()));
}

const BURN = {
  language: 'python',
  code: 'import time\nwhile time.process_time() < 0.5: pass\nprint("done")\n',
  limits: { cpuMs: 2_000, wallMs: WALL_MS },
};
const SLEEP = { argv: ['/bin/sleep', '60'], limits: { wallMs: 1_000 } };
const SPIN = { argv: ['/bin/sh', '-c', 'while :; do :; done'], limits: { cpuMs: 1_000, wallMs: 30_000 } };

describe('a machine that stands still in the middle of runs', () => {
  test('takes nothing of the programs’ time, and gives them none', async () => {
    await start([BURN, SLEEP, SPIN]);
    const outcomes = scripts.map((script) => script.next());
    await sleep(200);
    const goOn = await Promise.all(scripts.map(({ pid }) => stopTree(pid)));
    await sleep(STOP_MS);
    const wokeAt = performance.now();
    for (const each of goOn) each();
    const [burnt, slept, spun] = await Promise.all(outcomes);
    expect(burnt).toMatchObject({ status: 'exited', stdout: 'done\n' });
    expect(slept).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect(spun).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    expect((burnt!.usage as Usage).wallMs).toBeLessThan(WALL_MS);
    expect((slept!.usage as Usage).wallMs).toBeLessThan(1_500);
    expect((spun!.usage as Usage).cpuMs).toBeLessThan(1_100);
    expect(performance.now() - wokeAt).toBeLessThan(10_000);
  });

  test.skipIf(!FULL)('leaves all work right, and journals whole', async () => {
    await using course = await openCourse();
    const work = await startMixedWork({ course, runner: { uids: UIDS } });
    await work.untilRight(1);
    for (let round = 0; round < 2; round++) {
      const goOn = await stopTree(work.pid);
      await sleep(1_500);
      goOn();
      await sleep(400);
    }
    await work.untilRight(1);
    expect(await work.stop()).toBe(0);
    expect(work.outcomes.filter(({ is }) => is !== 'right')).toEqual([]);
    expect(await expectSoundJournals(course.journals)).toBeGreaterThan(0);
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});

describe('a caller that blocks Node', () => {
  test.skipIf(!FULL)('for longer than any run lasts gets its results all the same', async () => {
    await start([{ argv: ['/bin/sleep', '0.2'], limits: { wallMs: 1_000 } }]);
    const [script] = scripts;
    const outcome = script!.next();
    await sleep(100);
    process.kill(script!.pid, 'SIGSTOP'); // Node alone, as if it computed
    await sleep(13_000);
    process.kill(script!.pid, 'SIGCONT');
    expect(await outcome).toMatchObject({ status: 'exited', exitCode: 0 });
  });
});
