import type { WorkspacePath } from '../files/names.js';
import type { SessionFiles } from '../files/session-files.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { toolSignal, withinTime } from './bounded.js';
import { type Edit, edit } from './edit.js';
import { type FindResult, find } from './find.js';
import { type GlobResult, glob, type SearchOptions } from './glob.js';
import { type GrepOptions, type GrepResult, grep } from './grep.js';
import { applyPatch, type PatchedFile } from './patch.js';
import { type ReadOptions, type ReadResult, read } from './read.js';
import { type TreeOptions, type TreeResult, tree } from './tree.js';

export type {
  Edit,
  FindResult,
  GlobResult,
  GrepOptions,
  GrepResult,
  PatchedFile,
  ReadOptions,
  ReadResult,
  SearchOptions,
  TreeOptions,
  TreeResult,
};

/** Work on files as people and models do it. Each takes 60 s at most, and says when there is more than it gives. */
export interface SessionTools {
  /** Lines with their numbers. */
  read(path: WorkspacePath, options?: ReadOptions): Promise<ReadResult>;
  /** Replaces texts, each of which must be there exactly once. */
  edit(path: string, edits: Edit | readonly Edit[]): Promise<{ readonly replaced: number }>;
  /** A unified diff of any number of files, all of it or nothing. */
  applyPatch(patch: string): Promise<readonly PatchedFile[]>;
  glob(pattern: string, options?: SearchOptions): Promise<GlobResult>;
  grep(pattern: string, options?: GrepOptions): Promise<GrepResult>;
  find(query: string, options?: SearchOptions): Promise<FindResult>;
  tree(options?: TreeOptions): Promise<TreeResult>;
}

export function openTools(jail: WorkspaceJail, files: SessionFiles): SessionTools {
  return {
    read: (path, options) => withinTime(toolSignal(), read(files, path, options)),
    edit: (path, edits) => withinTime(toolSignal(), edit(files, path, 'replace' in edits ? [edits] : edits)),
    applyPatch: (patch) => withinTime(toolSignal(), applyPatch(files, patch)),
    glob: (pattern, options) => glob(jail, pattern, options),
    grep: (pattern, options) => grep(jail, pattern, options),
    find: (query, options) => find(jail, query, options),
    tree: (options) => tree(jail, options),
  };
}
