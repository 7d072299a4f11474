import { type CompileFailed, formatBytes, formatMs, type StepResult } from '../../lib/index.js';
import { clip } from '../printable.js';
import { reasonOn } from '../reason.js';
import { type Evidence, isHeldUp, type Verdict } from '../verdict.js';

const LINE_CHARS = 200;
const COMPILE_CHARS = 8_192;

/** Why a run has a verdict that its own end gave it: one printable line. */
export function explainRun(result: StepResult<Buffer>, verdict: Verdict, evidence: Evidence): string {
  if (isHeldUp(evidence))
    return `the interactor computed for ${formatMs(evidence.interaction!.cpuMs)}, and the submission waited for it`;
  if (verdict === 'TLE') return explainTime(evidence);
  if (verdict === 'MLE') return `needed more than ${formatBytes(evidence.limits.memoryBytes)} of memory`;
  if (verdict === 'OLE')
    return `wrote more than ${formatBytes(evidence.limits.outputBytes)}${whereTo(result)}`;
  return explainEnd(result);
}

/** How a run ended by itself, and what it said last of it: one printable line. */
export function explainEnd(result: StepResult<Buffer>): string {
  return [ending(result), refused(result), reasonOn(result.stderr, LINE_CHARS)]
    .filter((part) => part !== '')
    .join(': ');
}

/** The message of a failed compile step: what the compiler said, headed by the limit if it met one. */
export function explainCompile({ compile }: CompileFailed): string {
  const head = compile.status === 'limit-exceeded' ? `The compiler exceeded its ${compile.limit} limit` : '';
  const said = [compile.stderr, compile.stdout].map((text) => text.trim()).filter((text) => text !== '');
  return clip(
    [head, ...said].filter((text) => text !== '').join('\n') || `The compiler ${ending(compile)}`,
    COMPILE_CHARS,
  );
}

function explainTime({ ending, cpuMs, limits, interaction }: Evidence): string {
  if (ending.status !== 'limit-exceeded' || ending.limit !== 'wall')
    return `computed for more than ${formatMs(limits.cpuMs)}`;
  const idle = `still there after ${formatMs(limits.wallMs)}, having computed for ${formatMs(cpuMs)} only`;
  if (interaction) return `${idle}: it and the interactor wait for each other`;
  return `${idle}: ${cpuMs < limits.cpuMs / 2 ? 'it waits or sleeps' : 'it waits, or this machine is too busy'}`;
}

/** A stream ends its program at the limit; all that was written is weighed afterwards. */
function whereTo({ status, truncated }: StepResult<Buffer>): string {
  if (status !== 'limit-exceeded') return '';
  return truncated.stderr && !truncated.stdout ? ' to stderr' : ' to stdout';
}

function ending(result: StepResult<unknown>): string {
  switch (result.status) {
    case 'exited':
      return `ended with exit code ${result.exitCode}`;
    case 'signaled':
      return `was ended by ${result.signal}`;
    case 'limit-exceeded':
      return `exceeded its ${result.limit} limit`;
    default:
      return result satisfies never;
  }
}

function refused({ usage, limits }: StepResult<Buffer>): string {
  return usage.refusedProcesses > 0 ? `asked for more than ${limits.processes} processes` : '';
}
