import type { Limits } from '../limits.js';
import type { CollectedFile, Enforcement } from '../result.js';
import type { OnStage } from './trace.js';

/** A file for the working folder: a checked path relative to it. */
export interface StepFile {
  readonly path: string;
  readonly content: Uint8Array;
  readonly mode: number;
}

/** Where stdin comes from: nothing, bytes at hand, a file of the host (copied), or chunks as they come. */
export type StepStdin =
  | { readonly kind: 'empty' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'chunks'; readonly chunks: AsyncIterator<Uint8Array> };

/** A file of the host, copied to `/in/files/<name>` for one step. The name is checked. */
export interface StepInput {
  readonly name: string;
  readonly source: string;
}

/** Read-only files for /in: a compiled artifact. Cells remember by `id` what they hold. */
export interface Artifact {
  readonly id: string;
  /** The host's folder that holds them. */
  readonly folder: string;
  /** Paths below the folder, and below /in. */
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

/** How a step is joined to one in another cell: the stdout of each is the stdin of the other. */
export interface StepLink {
  /** The hardware thread that both stay on; undefined: where their cells are. */
  readonly core: number | undefined;
  /** How much of its stdout is recorded; undefined: it goes straight to the other side. */
  readonly recordBytes: number | undefined;
  /** Its ends are open, and it waits for the word to begin. */
  readonly onJoined: () => void;
}

/** What a joined program wrote, as it was passed on. */
export interface Passed {
  /** By CLOCK_MONOTONIC. */
  readonly atMs: number;
  readonly data: Buffer;
}

/** In characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What can be told to a program that runs; nothing comes of it when it has ended. */
export interface StepWords {
  /** For it and its process group. */
  signal(number: number): void;
  resize(size: TerminalSize): void;
  /** On the host; undefined when it cannot be told. */
  pid(): number | undefined;
}

/** One jailed process. */
export interface Step {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly StepFile[];
  readonly stdin: StepStdin;
  readonly inputs?: readonly StepInput[];
  readonly limits: Limits;
  readonly collect: readonly string[];
  readonly artifact?: Artifact;
  readonly onStdout?: (chunk: Buffer) => void;
  readonly onStderr?: (chunk: Buffer) => void;
  readonly link?: StepLink;
  /** The folder that it starts in, as the jail names it; undefined: the usual one. */
  readonly cwd?: string;
  /** A terminal of its own instead of pipes, all of whose output is stdout. */
  readonly terminal?: TerminalSize;
  /** Whether output is only told as it comes, and not kept for the report. @default false */
  readonly passing?: boolean;
  /** Told when the program may have started: from now on it can be sent words. */
  readonly onSent?: (words: StepWords) => void;
  /** Told when each stage is over, see trace.ts. Absent: nobody takes the times. */
  readonly onStage?: OnStage;
}

/** Which limit ended a program, as far as the jail ended it. */
export type Cause = 'none' | 'wall' | 'cpu' | 'stdout' | 'stderr' | 'memory' | 'cancel';

/** What there is of both sides of an interaction. */
export type Pair<T> = readonly [first: T, second: T];

/** What a jail says of one process, with the streams' bytes. */
export interface JailReport {
  readonly cause: Cause;
  /** Not 0: the program could not be started, for this errno. */
  readonly execErrno: number;
  /** As wait4(2) gives it. */
  readonly waitStatus: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly oomKills: number;
  readonly refusedProcesses: number;
  readonly truncated: { readonly stdout: boolean; readonly stderr: boolean };
  /** Start and end of the main process by CLOCK_MONOTONIC, comparable between jails. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly files: Readonly<Record<string, CollectedFile>>;
  /** Of a joined step that is recorded. */
  readonly passed: readonly Passed[];
  /** Whether there were more pieces than are kept. */
  readonly passedMore: boolean;
  readonly enforcement: Enforcement;
}
