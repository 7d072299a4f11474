import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import type { RunnerOptions, RunOptions } from '../../lib/index.js';
import { packageRoot } from '../../lib/package-root.js';

const FIXTURE = 'test/integration/lib/fixtures/run-jobs.mjs';

/** A result, or an error of bailiff, as JSON brings it. */
export type Outcome = Readonly<Record<string, unknown>>;

/** Another Node, on the built library, that runs jobs one by one when it is told to. */
export interface JobScript {
  readonly pid: number;
  /** Runs the next job. An empty outcome means that the process is gone. */
  next(): Promise<Outcome>;
  /** Kills it, and waits for its end. */
  kill(): Promise<void>;
}

/** Starts it with a command in front (`setpriv …`), and waits until it is up. */
export async function startJobScript(how: {
  readonly jobs: readonly RunOptions[];
  readonly options?: RunnerOptions;
  readonly prefix?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The package's own folder, or that of a copy. */
  readonly root?: string;
}): Promise<JobScript> {
  const { jobs, options = {}, prefix = [], env = {}, root = packageRoot() } = how;
  const argv = [
    ...prefix,
    process.execPath,
    join(root, FIXTURE),
    JSON.stringify(options),
    JSON.stringify(jobs),
  ];
  const script = execa(argv[0]!, argv.slice(1), { env, reject: false, buffer: false, timeout: 60_000 });
  const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]();
  const line = async () => JSON.parse((await lines.next()).value ?? '{}') as Outcome;
  await line();
  return {
    pid: script.pid!,
    next: () => {
      script.stdin.write('\n');
      return line();
    },
    kill: async () => {
      script.kill('SIGKILL');
      await script;
    },
  };
}
