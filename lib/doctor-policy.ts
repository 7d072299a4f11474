import type { Finding } from './jail/host.js';
import { refusedCalls } from './jail/policy.js';

/** Prints, in a jail, what the running kernel answers to each system call of the policy. */
export const POLICY_PROBE = 'exec /gate refused';

/** Whether the running kernel refuses every system call that the policy names, with the error that it says. */
export function judgePolicy(stdout: string): Pick<Finding, 'state' | 'detail'> {
  const wanted = refusedCalls({ pinned: false });
  const answers = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ') as [string, string]);
  const open = answers.filter(([name, errno]) => Number(errno) !== wanted.get(name)).map(([name]) => name);
  const untried = [...wanted.keys()].filter((name) => !answers.some(([tried]) => tried === name));
  const failed = [...new Set([...open, ...untried])];
  return failed.length === 0
    ? { state: 'enforced', detail: `${wanted.size} system calls` }
    : { state: 'missing', detail: `not refused: ${failed.join(', ')}` };
}
