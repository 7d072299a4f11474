import { getSystemErrorName } from 'node:util';
import { endingOf } from './ending.js';
import { BailiffError } from './errors.js';
import { NO_FOLDER } from './jail/protocol.js';
import type { JailReport } from './jail/step.js';
import type { Limits } from './limits.js';
import type { StepResult } from './result.js';

export type Encoding = 'utf8' | 'buffer';

const ENOMEM = 12;

export interface StepContext {
  readonly argv: readonly string[];
  readonly limits: Limits;
  readonly encoding: Encoding;
  /** The runtime's own out-of-memory message. */
  readonly memoryMarker?: RegExp;
}

/**
 * The public result of a jail's report.
 *
 * @throws BailiffError PROGRAM_NOT_STARTED when there was nothing that could be executed.
 */
export function stepResult(report: JailReport, context: StepContext): StepResult<string | Buffer> {
  const { argv, limits, encoding, memoryMarker } = context;
  if (isMissing(report)) throw notStarted(argv, report.execErrno);
  const marked =
    memoryMarker !== undefined &&
    report.waitStatus !== 0 &&
    memoryMarker.test(report.stderr.toString('latin1'));
  const ending = endingOf(report, limits, marked || report.execErrno === ENOMEM);
  const text = (bytes: Buffer) => (encoding === 'buffer' ? bytes : bytes.toString('utf8'));
  const { cpuMs, wallMs, memoryBytes, refusedProcesses, oomKills } = report;
  return {
    ...ending,
    ok: ending.status === 'exited' && ending.exitCode === 0,
    stdout: text(report.stdout),
    stderr: text(report.stderr),
    truncated: report.truncated,
    usage: { cpuMs, wallMs, memoryBytes, refusedProcesses, oomKills },
    limits,
    enforcement: report.enforcement,
    files: report.files,
  };
}

/** Whether there was nothing that could be executed. A program too large for its memory limit is not meant. */
export function isMissing({ execErrno }: JailReport): boolean {
  return execErrno !== 0 && execErrno !== ENOMEM;
}

function notStarted(argv: readonly string[], errno: number): BailiffError {
  if (errno & NO_FOLDER) {
    const why = getSystemErrorName(-(errno & ~NO_FOLDER));
    return new BailiffError(
      'PROGRAM_NOT_STARTED',
      `Cannot start ${JSON.stringify(argv[0])}: its cwd cannot be entered (${why})`,
    );
  }
  const name = getSystemErrorName(-errno);
  const hint: Record<string, string> = {
    ENOENT: 'only the host’s /usr, the toolchains and the job’s own files are visible in the jail',
    EACCES: 'give it permission to be executed (mode 0o755)',
    ENOEXEC: 'it is neither a program of this machine nor a script with "#!"',
    E2BIG: 'its arguments and environment are too long',
  };
  return new BailiffError(
    'PROGRAM_NOT_STARTED',
    `Cannot start ${JSON.stringify(argv[0])} (${name})${hint[name] ? `: ${hint[name]}` : ''}`,
  );
}
