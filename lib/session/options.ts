import { z } from 'zod';
import { type Limits, LimitsInput } from '../limits.js';
import { SourceRunOptions } from '../options.js';
import { parse } from '../parse.js';
import type { Runner } from '../runner.js';
import { parseBytes, parseMs } from '../units.js';
import type { OnWarning } from './warnings.js';

const GiB = 2 ** 30;
const MiB = 2 ** 20;
const MINUTE_MS = 60_000;

/** What a workspace holds, unless told otherwise. */
export const WORKSPACE_BYTES = 4 * GiB;
export const WORKSPACE_FILES = 262_144;
/** How long a session may go without a call before it is stopped, and before it is removed. */
export const STOP_MS = 10 * MINUTE_MS;
export const EXPIRE_MS = 7 * 24 * 60 * MINUTE_MS;
/** How many snapshots of a session stay, and for how long. */
export const SNAPSHOTS_KEPT = 10;
export const SNAPSHOT_AGE_MS = 30 * 24 * 60 * MINUTE_MS;
/** What an exec may take at most. */
export const MOST_EXEC_MS = 30 * MINUTE_MS;
/** Commands of one session at the same time. */
export const MOST_EXECS = 64;
const MOST_WORKSPACE_BYTES = 1_024 * GiB;

/** Limits of `session.exec()`, unless the session or the call has others. `wallMs` may be 30 minutes at most, with `pty` what the runner allows. */
export const EXEC_LIMITS: Limits = {
  cpuMs: 30 * MINUTE_MS,
  wallMs: 3 * MINUTE_MS,
  memoryBytes: 2 * GiB,
  stdoutBytes: 16 * MiB,
  stderrBytes: 16 * MiB,
  fileBytes: 16 * GiB,
  boxBytes: GiB,
  boxInodes: 65_536,
  processes: 512,
  openFiles: 4_096,
  stackBytes: 8 * MiB,
};

const text = z.string().refine((value) => !value.includes('\0'), 'must not contain a NUL byte');
const envName = text.refine((name) => name !== '' && !name.includes('='), 'must be a name without "="');
const Environment = z.record(envName, text);
const milliseconds = z
  .number()
  .positive()
  .or(
    z.string().transform((given, context) => {
      const value = parseMs(given);
      if (value !== undefined && value >= 1) return value;
      context.addIssue({ code: 'custom', message: `must be a time such as 600000 or "10m", not "${given}"` });
      return z.NEVER;
    }),
  );
const bytes = z
  .number()
  .int()
  .or(z.string().transform((given) => parseBytes(given) ?? Number.NaN))
  .pipe(z.number().int().min(MiB).max(MOST_WORKSPACE_BYTES));

/** A name that is safe as that of a folder, and on a command line. */
export const SESSION_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/;
export const SessionId = z
  .string()
  .regex(SESSION_ID, 'must be 1 to 63 letters, digits, ".", "_" or "-", not beginning with a sign');

const SessionLimits = z.strictObject({
  ...LimitsInput.shape,
  /** What the workspace holds. @default 4 GiB */
  workspaceBytes: bytes.optional(),
  /** Files and folders in the workspace. @default 262,144 */
  workspaceFiles: z.number().int().min(64).max(16_777_216).optional(),
});

export function isRunner(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'compile' in value;
}

const RunnerObject = z.custom<Runner>(isRunner, 'must be a runner of createRunner()');

const Warned = z.custom<OnWarning>((value) => typeof value === 'function', 'must be a function');

/** Options of `Session.open()`. */
export const SessionOptions = z.strictObject({
  /** Opens the session of this name, or makes it. @default a new one with a name of its own */
  id: SessionId.optional(),
  /** The id of a snapshot that a new session begins with. */
  from: text.optional(),
  /** The language of `run()` calls that name none; its tools come first on PATH. */
  language: text.optional(),
  /** Layers of libraries for its programs. */
  libraries: z.array(text).max(16).optional(),
  /** For all its programs. */
  env: Environment.optional(),
  /** For programs that have no others, and what the workspace holds. */
  limits: SessionLimits.optional(),
  /** How long it may go without a call until it is stopped; and until it is removed for good. @default 10 minutes, 7 days */
  idle: z
    .union([
      milliseconds.transform((stopMs) => ({ stopMs, expireMs: undefined })),
      z.strictObject({ stopMs: milliseconds.optional(), expireMs: milliseconds.optional() }),
    ])
    .optional(),
  /** Which of its snapshots stay, by number and by age; the newest always does. @default 10, of the last 30 days */
  retention: z
    .strictObject({
      count: z.number().int().min(1).max(10_000).optional(),
      maxAgeMs: milliseconds.optional(),
    })
    .optional(),
  /** Whose toolchains and cache it uses. @default the one behind `run()` */
  runner: RunnerObject.optional(),
  /** Told what befalls it: a workspace that was damaged and came back, a snapshot that failed. @default a warning of Node's */
  onWarning: Warned.optional(),
});

export type SessionOptions = z.input<typeof SessionOptions>;
/** Options of `Session.attach()`. */
export type AttachOptions = Pick<SessionOptions, 'runner' | 'onWarning'>;

/** The variables of a session after changes; `undefined` takes one away. @throws BailiffError INVALID_OPTIONS */
export function changedEnv(
  known: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const merged = Object.entries({ ...known, ...changes }).filter(([, value]) => value !== undefined);
  return parse(Environment, Object.fromEntries(merged), 'the environment');
}

const Folder = text.refine((path) => path !== '' && path.length < 4_096, 'must be a path');
const Chunk = z.custom<(chunk: Buffer) => void>((value) => typeof value === 'function', 'must be a function');
/** Of a terminal. */
export const Size = z.strictObject({
  cols: z.number().int().min(1).max(65_535),
  rows: z.number().int().min(1).max(65_535),
});
const {
  args: _args,
  collect: _collect,
  loopback: _loopback,
  inputs: _inputs,
  ...runShape
} = SourceRunOptions.shape;

/** Options of `session.exec()`. */
export const ExecOptions = z.strictObject({
  /** The folder to start in, relative to the workspace, or absolute as the jail has it. @default the workspace */
  cwd: Folder.optional(),
  env: Environment.optional(),
  limits: LimitsInput.optional(),
  signal: runShape.signal,
  /** As in `run()`; `{ pipe: true }` makes `stdin` of the handle. @default empty; with `pty` a pipe */
  stdin: z.union([runShape.stdin.unwrap(), z.strictObject({ pipe: z.literal(true) })]).optional(),
  encoding: runShape.encoding,
  onStdout: Chunk.optional(),
  onStderr: Chunk.optional(),
  /** A terminal of its own instead of pipes: all of its output is stdout. */
  pty: Size.optional(),
});

export type ExecOptions = z.input<typeof ExecOptions>;

/** Options of `session.run()`: those of `run()`, but for what the workspace is there for. */
export const SessionRunOptions = z.strictObject({
  ...runShape,
  language: SourceRunOptions.shape.language.optional(),
  args: SourceRunOptions.shape.args,
  /** The folder to start in, as in `exec()`; the sources are in `/box`. @default the workspace */
  cwd: Folder.optional(),
});

export type SessionRunOptions = z.input<typeof SessionRunOptions>;
