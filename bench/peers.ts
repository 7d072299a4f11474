import { spawn } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { BailiffError, type HostReport, type Runner } from '../lib/index.js';

/** The no-op that everybody runs: what is left of the time is the runner's own. */
export const NO_OP = ['/bin/true'] as const;

/** One way to run the same program. */
export interface Peer {
  readonly name: string;
  /** Runs it once, to its end. Rejects unless it exited with 0: a failure is never a fast run. */
  run(): Promise<void>;
}

/** A fresh jail from the runner's parked ones. */
export function bailiffPeer(runner: Runner, argv: readonly string[] = NO_OP): Peer {
  const options = { argv: [...argv] };
  return {
    name: 'bailiff',
    run: async () => {
      const result = await runner.run(options);
      if (!result.ok) throw failed('bailiff', argv, result.status);
    },
  };
}

/** `child_process.spawn` until 'exit', without any isolation: the unit of the ratios. */
export function spawnPeer(name = 'spawn', argv: readonly string[] = NO_OP): Peer {
  const [file = '', ...args] = argv;
  const run = () =>
    new Promise<void>((resolve, reject) => {
      const child = spawn(file, args, { stdio: 'ignore' });
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        code === 0 ? resolve() : reject(failed(name, argv, code ?? signal)),
      );
    });
  return { name, run };
}

/** nsjail started anew for each run, with its namespaces, two ids and no loopback, as a jail of bailiff has them. */
export function coldNsjailPeer({ nsjail, root }: HostReport['facts']): Peer | undefined {
  if (!nsjail) return undefined;
  const outside = root ? ':65534' : ''; // "nobody"; rootless, an id of one's own is all there is
  const isolation = ['--chroot', '/', '--user', `1000${outside}`, '--group', `1000${outside}`];
  return spawnPeer('nsjail -Mo', [nsjail.path, '-Mo', '-Q', ...isolation, '--iface_no_lo', '--', ...NO_OP]);
}

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

function failed(name: string, argv: readonly string[], ending: unknown): BailiffError {
  return new BailiffError(
    'HOST_UNSUPPORTED',
    `Cannot measure ${name}: "${argv.join(' ')}" ended with "${String(ending)}" instead of exit code 0; run it by hand, then: bailiff doctor`,
  );
}
