import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../goals/figure.js';
import { summarize } from '../measure/statistics.js';
import { type SessionBench, timed } from './place.js';

const PAUSE_MS = 10;
const TRUE = ['/bin/true'];

/** An empty session, ready for its first call. */
export async function measureOpen({ open, quick }: SessionBench): Promise<Figure[]> {
  const times: number[] = [];
  for (let left = quick ? 10 : 40; left > 0; left--) {
    let session: Awaited<ReturnType<typeof open>> | undefined;
    times.push(
      await timed(async () => {
        session = await open();
      }),
    );
    await session!.exec(TRUE);
    await session!.remove();
  }
  const { p50Ms, p95Ms, n } = summarize(times);
  return [
    {
      what: 'open an empty session',
      value: p50Ms,
      unit: 'ms',
      target: { atMost: 10 },
      detail: `p95 ${p95Ms.toFixed(1)} of ${n}`,
    },
  ];
}

/** A no-op in an active session beside the same one by `run()`, in turns. */
export async function measureExec({ open, runner, quick }: SessionBench): Promise<Figure[]> {
  const session = await open();
  const contenders = [
    () => session.exec(TRUE),
    () => runner.run({ argv: TRUE }),
    () => session.run({ language: 'bash', code: ':' }),
    () => runner.run({ language: 'bash', code: ':' }),
  ];
  const times: number[][] = contenders.map(() => []);
  for (let left = quick ? 60 : 300; left > 0; left--) {
    for (const [i, start] of contenders.entries()) {
      await sleep(PAUSE_MS);
      times[i]!.push(await timed(async () => await start()));
    }
  }
  const [exec, run, inSession, script] = times.map((all) => summarize(all).p50Ms) as [
    number,
    number,
    number,
    number,
  ];
  return [
    {
      what: 'exec(true) in an active session',
      value: exec / run,
      unit: '× run()',
      target: { atMost: 2 },
      detail: `${exec.toFixed(2)} ms beside ${run.toFixed(2)}`,
    },
    {
      what: 'session.run() of an empty script',
      value: inSession / script,
      unit: '× run()',
      target: { atMost: 2 },
      detail: `${inSession.toFixed(2)} ms beside ${script.toFixed(2)}`,
    },
  ];
}
