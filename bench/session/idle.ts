import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { formatBytes, type Runner, Session } from '../../lib/index.js';
import type { Figure } from '../goals/figure.js';
import { descendantsOf } from '../measure/process-memory.js';
import { type SessionBench, timed } from './place.js';

const STOP_MS = 50;
const AT_ONCE = 20; // that are active: the others have been stopped by then
const SETTLE_MS = 300; // the spare place of a runner is made anew, and waits

/** Sessions that this process has open and nobody uses: stopped, each with its snapshot, and their handles kept. */
export async function measureIdle({ open, runner, quick }: SessionBench): Promise<Figure[]> {
  const count = quick ? 100 : 1_000;
  await (await open()).close(); // what the first of a runner takes is not the sessions'
  const before = await ownFacts();
  const sessions: Session[] = [];
  while (sessions.length < count) {
    for (let i = 0; i < AT_ONCE; i++) sessions.push(await open({ idle: STOP_MS }));
    await stopped(runner);
  }
  const after = await ownFacts();
  const listMs = await timed(() => Session.list({ runner }));
  const resumeMs = await timed(() => sessions[0]!.exec(['/bin/true']));
  const each = (after.heapBytes - before.heapBytes) / count;
  return [
    {
      what: `${count} idle sessions`,
      value: after.processes - before.processes,
      unit: 'processes',
      target: { atMost: 0 },
      detail: `${after.descriptors - before.descriptors} descriptors; ${formatBytes(Math.max(0, each))} of Node's heap each; one resumed in ${resumeMs.toFixed(0)} ms`,
    },
    {
      what: `Session.list() of ${count}`,
      value: listMs,
      unit: 'ms',
      detail: `${((1_000 * listMs) / count).toFixed(0)} µs each`,
    },
  ];
}

async function stopped(runner: Runner): Promise<void> {
  for (;;) {
    await sleep(STOP_MS);
    const all = await Session.list({ runner });
    if (all.every(({ state }) => state === 'stopped')) return;
  }
}

interface Facts {
  readonly processes: number;
  readonly descriptors: number;
  readonly heapBytes: number;
}

/** The heap without what is garbage. */
async function ownFacts(): Promise<Facts> {
  collectGarbage();
  await sleep(SETTLE_MS); // what buffers had is given back by a thread
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return {
    processes: descendantsOf(process.pid).length,
    descriptors: readdirSync('/proc/self/fd').length,
    heapBytes: heapUsed + external,
  };
}

/** A context made with the flag has the function, whatever Node was started with. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
