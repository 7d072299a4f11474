import type { Limits } from '../limits.js';
import type { CollectedFile, Enforcement } from '../result.js';

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

/** Read-only files for /in: a compiled artifact. Cells remember by `id` what they hold. */
export interface Artifact {
  readonly id: string;
  /** The host's folder that holds them. */
  readonly folder: string;
  /** Paths below the folder, and below /in. */
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

/** One jailed process. */
export interface Step {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: readonly StepFile[];
  readonly stdin: StepStdin;
  readonly limits: Limits;
  readonly collect: readonly string[];
  readonly artifact?: Artifact;
  readonly onStdout?: (chunk: Buffer) => void;
  readonly onStderr?: (chunk: Buffer) => void;
}

/** Which limit ended a program, as far as the jail ended it. */
export type Cause = 'none' | 'wall' | 'cpu' | 'stdout' | 'stderr' | 'memory' | 'cancel';

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
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly files: Readonly<Record<string, CollectedFile>>;
  readonly enforcement: Enforcement;
}
