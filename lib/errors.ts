/** Who is to blame: the caller (a wrong option, a broken package) or the host (no nsjail, a full disk). */
export type Blame = 'caller' | 'host';

interface CodeFacts {
  readonly blame: Blame;
  readonly httpStatus: number;
  /** Exit status of `grade` and `verify`; `run` answers 125 for every one of them. */
  readonly exitStatus: number;
}

const caller = (httpStatus: number): CodeFacts => ({ blame: 'caller', httpStatus, exitStatus: 2 });
const host = (httpStatus: number): CodeFacts => ({ blame: 'host', httpStatus, exitStatus: 3 });

/** The one table of error codes. */
export const ERROR_CODES = {
  INVALID_OPTIONS: caller(400),
  INVALID_PATH: caller(400),
  INVALID_LIMITS: caller(400),
  UNKNOWN_LANGUAGE: caller(400),
  TOO_LARGE: caller(413),
  PROGRAM_NOT_STARTED: caller(422),
  INVALID_PROBLEM: caller(422),
  INVALID_SUBMISSION: caller(422),
  ARCHIVE_REFUSED: caller(422),
  EDIT_REFUSED: caller(422),
  INVALID_PATTERN: caller(400),
  QUERY_FAILED: caller(422),
  SNAPSHOT_NOT_FOUND: caller(404),
  CLOSED: caller(409),
  QUEUE_FULL: caller(429),
  SESSION_NOT_FOUND: caller(404),
  SESSION_EXPIRED: caller(410),
  SESSION_CLOSED: caller(410),
  SESSION_BUSY: caller(409),
  REQUIREMENT_UNMET: caller(412),
  TOOLCHAIN_MISSING: host(503),
  NSJAIL_MISSING: host(503),
  NATIVE_MISSING: host(503),
  SETUP_FAILED: host(503),
  HOST_UNSUPPORTED: host(503),
  JAIL_FAILED: host(500),
  CGROUP_FAILED: host(500),
  LEASES_EXHAUSTED: host(503),
  STORAGE_FAILED: host(507),
  STORE_DAMAGED: host(500),
  SESSION_DAMAGED: host(500),
} as const satisfies Record<string, CodeFacts>;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The only error that bailiff throws by itself. What a jailed program does wrong is never thrown: it is a value.
 *
 * @example
 * try { await run({ language: 'algol', code }) } catch (error) {
 *   if (error instanceof BailiffError && error.code === 'UNKNOWN_LANGUAGE') …
 * }
 */
export class BailiffError extends Error {
  override readonly name = 'BailiffError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  get blame(): Blame {
    return ERROR_CODES[this.code].blame;
  }

  get httpStatus(): number {
    return ERROR_CODES[this.code].httpStatus;
  }

  get exitStatus(): number {
    return ERROR_CODES[this.code].exitStatus;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
