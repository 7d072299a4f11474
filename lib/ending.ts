import { constants } from 'node:os';
import type { JailReport } from './jail/step.js';
import type { Limits } from './limits.js';
import type { StepResult } from './result.js';

/** How a process ended, of all that a result says the part that needs judgement. */
export type Ending =
  | { readonly status: 'exited'; readonly exitCode: number }
  | { readonly status: 'signaled'; readonly signal: string }
  | { readonly status: 'limit-exceeded'; readonly limit: 'cpu' | 'wall' | 'memory' | 'output' };

type Evidence = Pick<JailReport, 'cause' | 'oomKills' | 'cpuMs' | 'wallMs' | 'waitStatus'>;

const SIGNAL_NAMES = new Map(
  Object.entries(constants.signals)
    .reverse() // of two names for one number the first is the usual one: SIGABRT, not SIGIOT
    .map(([name, number]) => [number, name]),
);

/**
 * How a process ended. The precedence, stated once:
 *
 * 1. what the jail ended it for (cpu before wall, when both were passed);
 * 2. a kill by the kernel for want of memory (the group's own count, never a bare SIGKILL);
 * 3. a CPU or wall limit that the final figures show as passed, even if the program ended by itself just then;
 * 4. the runtime's own out-of-memory message, as its recipe names it (`ranOutOfMemory`), when it did not exit with 0;
 * 5. the exit code or the signal.
 */
export function endingOf(evidence: Evidence, limits: Limits, ranOutOfMemory = false): Ending {
  const overCpu = evidence.cpuMs > limits.cpuMs;
  switch (evidence.cause) {
    case 'cpu':
      return exceeded('cpu');
    case 'wall':
      return exceeded(overCpu ? 'cpu' : 'wall');
    case 'memory':
      return exceeded('memory');
    case 'stdout':
    case 'stderr':
      return exceeded('output');
    case 'none':
    case 'cancel':
      break;
    default:
      return evidence.cause satisfies never;
  }
  if (evidence.oomKills > 0) return exceeded('memory');
  if (overCpu) return exceeded('cpu');
  if (evidence.wallMs > limits.wallMs) return exceeded('wall');
  if (ranOutOfMemory && evidence.waitStatus !== 0) return exceeded('memory');
  return ownEnding(evidence.waitStatus);
}

/** The encoding of wait4(2): the low seven bits are the signal, the next byte but one the exit code. */
function ownEnding(waitStatus: number): Ending {
  const number = waitStatus & 0x7f;
  if (number === 0) return { status: 'exited', exitCode: (waitStatus >> 8) & 0xff };
  return { status: 'signaled', signal: SIGNAL_NAMES.get(number) ?? `SIG${number}` };
}

function exceeded(
  limit: StepResult extends infer R ? (R extends { limit: infer L } ? L : never) : never,
): Ending {
  return { status: 'limit-exceeded', limit };
}
