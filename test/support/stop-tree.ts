import { descendantsOf } from './leftovers.js';

/** Stops a process that we started and all that is below it, with SIGSTOP; the result lets all of them go on. */
export async function stopTree(pid: number): Promise<() => void> {
  const stopped = new Set<number>();
  const stop = (each: number) => {
    if (stopped.has(each) || !send(each, 'SIGSTOP')) return;
    stopped.add(each);
  };
  stop(pid);
  for (let before = -1; before !== stopped.size; ) {
    before = stopped.size; // what was forked meanwhile is found in the next round
    for (const each of await descendantsOf(pid)) stop(each);
  }
  return () => {
    for (const each of [...stopped].reverse()) send(each, 'SIGCONT');
  };
}

function send(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): boolean {
  if (!Number.isInteger(pid) || pid < 2) throw new Error(`not a pid of ours: ${pid}`);
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended
  }
}
