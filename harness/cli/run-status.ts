import { constants } from 'node:os';
import type { LimitExceeded, RunResult } from '../../lib/result.js';
import { formatBytes, formatMs } from '../../lib/units.js';

/** Exit statuses as `timeout` and the shells have them: 124 for time, 137 as after SIGKILL, 153 as after SIGXFSZ. */
const LIMIT_STATUS = { cpu: 124, wall: 124, memory: 137, output: 153 } as const;

/** The exit status of `bailiff run` for a result. */
export function statusOfRun(result: RunResult): number {
  switch (result.status) {
    case 'exited':
      return result.exitCode;
    case 'signaled':
      return 128 + ((constants.signals as Record<string, number>)[result.signal] ?? 0);
    case 'limit-exceeded':
      return LIMIT_STATUS[result.limit];
    case 'compile-failed':
      return 1;
    default:
      return result satisfies never;
  }
}

/** What a person should know of an ending beyond its exit status, in one line. */
export function remarkOnRun(result: RunResult): string | undefined {
  switch (result.status) {
    case 'exited':
      return undefined;
    case 'signaled':
      return `ended by ${result.signal}`;
    case 'limit-exceeded':
      return remarkOnLimit(result);
    case 'compile-failed':
      return result.compile.status === 'limit-exceeded'
        ? `compiling: ${remarkOnLimit(result.compile)}`
        : 'the program does not compile';
    default:
      return result satisfies never;
  }
}

function remarkOnLimit({ limit, limits, usage, truncated }: LimitExceeded): string {
  switch (limit) {
    case 'cpu':
      return `ended at its CPU limit of ${formatMs(limits.cpuMs)} (used ${formatMs(usage.cpuMs)}): see --cpu`;
    case 'wall':
      return `ended at its wall clock limit of ${formatMs(limits.wallMs)}: see --wall`;
    case 'memory':
      return `ended at its memory limit of ${formatBytes(limits.memoryBytes)}: see --memory`;
    case 'output':
      return truncated.stdout || !truncated.stderr
        ? `ended at its stdout limit of ${formatBytes(limits.stdoutBytes)}: see --stdout-limit`
        : `ended at its stderr limit of ${formatBytes(limits.stderrBytes)}: see --stderr-limit`;
    default:
      return limit satisfies never;
  }
}
