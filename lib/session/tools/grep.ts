import { RE2JS } from 're2js';
import { BailiffError } from '../../errors.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { type Bounded, toolSignal } from './bounded.js';
import type { SearchOptions } from './glob.js';
import { compileGlob } from './glob-match.js';
import { grepHere } from './grep-here.js';
import { grepWithRipgrep } from './grep-ripgrep.js';
import { LEFT_OUT } from './listing.js';

const MOST = 200;
const MAX_PATTERN = 4_096;

export interface GrepOptions extends SearchOptions {
  /** Only in files whose path matches. */
  readonly files?: string;
  readonly ignoreCase?: boolean;
  /** The pattern is a text. */
  readonly literal?: boolean;
}

export interface GrepMatch {
  readonly path: string;
  /** From 1 on. */
  readonly line: number;
  /** The line, cut at 500 characters. */
  readonly text: string;
}

export interface GrepResult extends Bounded {
  readonly matches: readonly GrepMatch[];
  readonly engine: 'ripgrep' | 'built-in';
}

/** A search, ready to be made by either engine. */
export interface Search {
  readonly pattern: string;
  readonly regex: RE2JS;
  readonly ignoreCase: boolean;
  readonly literal: boolean;
  readonly folder: NonNullable<SearchOptions['in']>;
  readonly leaveOut: readonly string[];
  readonly wants: (path: string) => boolean;
  readonly most: number;
  readonly signal: AbortSignal;
}

/**
 * Lines that match a regular expression, in the order of paths and lines: by ripgrep in the jail when it is in /usr/bin,
 * else here. Both take linear time, know no backreferences, and leave out files over 8 MiB and those with NUL bytes.
 *
 * @throws BailiffError INVALID_PATTERN
 */
export async function grep(
  jail: WorkspaceJail,
  pattern: string,
  options: GrepOptions = {},
): Promise<GrepResult> {
  const { in: folder = '', leaveOut = LEFT_OUT, most = MOST, ignoreCase = false, literal = false } = options;
  const { files } = options;
  const search: Search = {
    pattern,
    regex: compile(pattern, ignoreCase, literal),
    ignoreCase,
    literal,
    folder,
    leaveOut,
    wants: files === undefined ? () => true : compileGlob(files.includes('/') ? files : `**/${files}`),
    most,
    signal: toolSignal(options.signal),
  };
  return (await grepWithRipgrep(jail, search)) ?? (await grepHere(jail, search));
}

function compile(pattern: string, ignoreCase: boolean, literal: boolean): RE2JS {
  if (pattern === '' || pattern.length > MAX_PATTERN)
    throw new BailiffError('INVALID_PATTERN', `Cannot search: a pattern has 1 to ${MAX_PATTERN} characters`);
  try {
    const flags = ignoreCase ? RE2JS.CASE_INSENSITIVE : 0;
    return RE2JS.compile(literal ? RE2JS.quote(pattern) : pattern, flags);
  } catch (cause) {
    throw new BailiffError(
      'INVALID_PATTERN',
      `Cannot search for ${JSON.stringify(pattern.slice(0, 100))}: ${(cause as Error).message}`,
      { cause },
    );
  }
}
