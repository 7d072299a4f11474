import type { Limits } from './limits.js';

/** What a step used. */
export interface Usage {
  /** CPU time of the whole tree, user and system, in milliseconds. */
  readonly cpuMs: number;
  /** From the program's start to its end by the monotonic clock, in milliseconds. */
  readonly wallMs: number;
  /** Peak of the whole tree, in bytes; files in /box, /tmp and /dev/shm count. */
  readonly memoryBytes: number;
  /** How often the processes limit refused a fork or a thread. */
  readonly refusedProcesses: number;
  /** How many processes the kernel's out-of-memory killer ended. */
  readonly oomKills: number;
}

/** What held a limit: the kernel's own accounting, sampling by our own loop, a per-process limit, or nothing. */
export type Enforcer = 'cgroup' | 'polling' | 'rlimit' | 'none';

/** What enforced the limits of a step. Anything but `cgroup` is weaker: see the README of lib/jail. */
export interface Enforcement {
  readonly cpu: Enforcer;
  readonly memory: Enforcer;
  readonly processes: Enforcer;
  /** Whether the program's user id differs from that of its overseer in the jail. */
  readonly ownUid: boolean;
}

/** A file that the program left, asked for by `collect`. */
export type CollectedFile =
  | { readonly state: 'ok'; readonly content: Buffer; readonly mode: number }
  | { readonly state: 'missing' | 'not-regular' | 'unreadable' | 'too-large' };

interface Base<Text> {
  /** Whether the program ended by itself with exit code 0. */
  readonly ok: boolean;
  readonly stdout: Text;
  readonly stderr: Text;
  /** Whether bytes beyond the limit were dropped. */
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
  readonly usage: Usage;
  readonly limits: Limits;
  readonly enforcement: Enforcement;
  /** By the paths given in `collect`; the files below a folder by their own paths. */
  readonly files: Readonly<Record<string, CollectedFile>>;
}

export interface Exited<Text = string> extends Base<Text> {
  readonly status: 'exited';
  readonly exitCode: number;
}

export interface Signaled<Text = string> extends Base<Text> {
  readonly status: 'signaled';
  /** The signal's name, e.g. `SIGSEGV`. */
  readonly signal: string;
}

export interface LimitExceeded<Text = string> extends Base<Text> {
  readonly status: 'limit-exceeded';
  readonly limit: 'cpu' | 'wall' | 'memory' | 'output';
}

/** How one jailed process ended, without any opinion on whether it did right. */
export type StepResult<Text = string> = Exited<Text> | Signaled<Text> | LimitExceeded<Text>;

/** The compiler refused, or hit a limit: `compile` is the compile step's own result, `stderr` its message. */
export interface CompileFailed<Text = string> extends Base<Text> {
  readonly status: 'compile-failed';
  readonly compile: StepResult<Text>;
}

/** The result of `run()`: a flat union on `status`. A program's failure is a value, never thrown. */
export type RunResult<Text = string> = StepResult<Text> | CompileFailed<Text>;
