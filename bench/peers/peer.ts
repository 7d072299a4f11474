import { setImmediate } from 'node:timers/promises';
import { BailiffError } from '../../lib/index.js';
import type { BenchProgram } from './program.js';

/** One way to run one program. */
export interface Peer {
  readonly name: string;
  /** Takes part in every fourth round only. @default false */
  readonly rare?: boolean;
  /** Runs it once, to its end. Rejects unless it exited with 0 and printed what it must: a failure is no fast run. */
  run(): Promise<void>;
}

/** One way to run programs. */
export interface Contender {
  readonly name: string;
  open(program: BenchProgram): Peer;
  /** Gives back what it holds on the machine. */
  close?(): Promise<void>;
}

/** What 1.00 means in every ratio. */
export const UNIT = 'spawn';
export const BAILIFF = 'bailiff';

/** Runs a peer two at a time, as often as `runs` or for as long as `timeMs`, whichever ends first. */
export async function warmUp(peer: Peer, runs: number, timeMs: number, signal?: AbortSignal): Promise<void> {
  const end = performance.now() + timeMs;
  let left = runs;
  const work = async () => {
    while (left-- > 0 && performance.now() < end) {
      signal?.throwIfAborted();
      await peer.run();
      await turn();
    }
  };
  await Promise.all([work(), work()]);
}

/**
 * The next turn of the event loop. Who starts a process while libuv tells of an ended one keeps libuv busy with
 * SIGCHLD: with four processes at a time it never comes to look at timers again.
 */
export function turn(): Promise<void> {
  return setImmediate();
}

/** @throws BailiffError HOST_UNSUPPORTED unless the program printed what it must */
export function checkOutput(name: string, program: BenchProgram, stdout: string): void {
  if (program.stdout === undefined || stdout === program.stdout) return;
  const [got, wanted] = [stdout, program.stdout].map((text) => JSON.stringify(text.slice(0, 80)));
  throw unfit(name, program.argv, `printed ${got} instead of ${wanted}`);
}

/** What ended otherwise than it must. */
export function unfit(name: string, argv: readonly string[], how: string): BailiffError {
  return new BailiffError(
    'HOST_UNSUPPORTED',
    `Cannot measure ${name}: "${argv.join(' ')}" ${how}; run it by hand, then: bailiff doctor`,
  );
}
