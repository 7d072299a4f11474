import type { Package } from './package.js';
import type { Problem } from './problem.js';

/** How a package is read. */
export interface LoadOptions {
  /** Refuse what is otherwise passed over with a warning. @default false */
  readonly strict?: boolean;
  /** Where packages that come as one file are unpacked. @default as for createRunner() */
  readonly home?: string;
}

/** A way in which problems are written down. */
export interface Format {
  /** As messages name it. */
  readonly name: string;
  /** Whether a package looks like it; by names of files, never by what is in them. */
  detects(from: Package): Promise<boolean>;
  /** @throws BailiffError INVALID_PROBLEM */
  load(from: Package, options: LoadOptions): Promise<readonly Problem[]>;
}
