import type { WorkspacePath } from '../files/names.js';
import { kindOf } from '../files/stats.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { type Bounded, toolSignal } from './bounded.js';
import { compileGlob } from './glob-match.js';
import { LEFT_OUT, listing } from './listing.js';

const MOST = 1_000;

export interface SearchOptions {
  /** The folder to look in. @default the workspace */
  readonly in?: WorkspacePath;
  /** Names of folders that are not looked into. @default .git node_modules __pycache__ .venv */
  readonly leaveOut?: readonly string[];
  /** What is given at most. */
  readonly most?: number;
  readonly signal?: AbortSignal;
}

export interface GlobResult extends Bounded {
  /** Relative to the folder, in the order of their bytes; of files and links. */
  readonly paths: readonly string[];
  /** How many there are. */
  readonly total: number;
}

/** Files whose path matches. A pattern without a slash is matched in every folder. */
export async function glob(
  jail: WorkspaceJail,
  pattern: string,
  { in: folder = '', leaveOut = LEFT_OUT, most = MOST, signal }: SearchOptions = {},
): Promise<GlobResult> {
  const matches = compileGlob(pattern.includes('/') ? pattern : `**/${pattern}`);
  const found = await listing(jail, folder, leaveOut, toolSignal(signal));
  const paths = found
    .filter(({ path, entry }) => kindOf(entry.mode) !== 'folder' && matches(path))
    .map(({ path }) => path);
  return { paths: paths.slice(0, most), total: paths.length, truncated: paths.length > most };
}
