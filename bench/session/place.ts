import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRunner, type Runner, type RunnerOptions, Session } from '../../lib/index.js';

/** What the parts of the session benchmark work with. */
export interface SessionBench {
  readonly runner: Runner;
  readonly quick: boolean;
  readonly signal: AbortSignal | undefined;
  /** A new session; all of them are removed at the end. */
  open(options?: { readonly id?: string; readonly from?: string; readonly idle?: number }): Promise<Session>;
  /** A folder of the host for files that are sent. */
  readonly folder: string;
}

export async function withSessions<T>(
  how: { readonly options: RunnerOptions; readonly quick: boolean; readonly signal: AbortSignal | undefined },
  measure: (bench: SessionBench) => Promise<T>,
): Promise<T> {
  const { options, quick, signal } = how;
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-bench-'));
  const runner = createRunner(options);
  const opened: Session[] = [];
  try {
    await runner.run({ argv: ['/bin/true'] }); // a runner that is warm
    return await measure({
      ...{ runner, quick, signal, folder },
      open: async (asked = {}) => {
        signal?.throwIfAborted();
        const session = await Session.open({ runner, ...asked });
        opened.push(session);
        return session;
      },
    });
  } finally {
    for (const session of opened) await session.remove().catch(() => undefined);
    await runner.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How long something takes. Milliseconds. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}
