import { readFileSync } from 'node:fs';

/** launch inside the cell's namespace, nsjail, the gate, the program: each the only child of the one before. */
const GENERATIONS = 4;

/** The host's pid of the program in the cell of a launch; undefined when there is none, or it cannot be told. */
export function programOf(launch: number | undefined): number | undefined {
  let pid = launch;
  for (let left = GENERATIONS; left > 0 && pid !== undefined; left--) pid = firstChild(pid);
  return pid;
}

function firstChild(pid: number): number | undefined {
  try {
    const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ');
    return child ? Number(child) : undefined;
  } catch {
    return undefined; // gone, or a kernel without that file
  }
}
