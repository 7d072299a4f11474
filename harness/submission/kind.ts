import { posix } from 'node:path';
import type { Problem } from '../problem/problem.js';
import { isEntryName, isSourceName } from './entry.js';

/** What the submissions to a problem are: programs, or answers. It decides which folder is one submission. */
export interface SubmissionKind {
  readonly text: boolean;
  /** Whether a file directly in a folder says that the folder is one submission. */
  isEntry(name: string): boolean;
  /** Whether a file directly in a folder says that this is where the submission's files are. */
  isContent(name: string): boolean;
}

/** Programs. */
export const PROGRAMS: SubmissionKind = { text: false, isEntry: isEntryName, isContent: isSourceName };

/** What a problem wants handed in. */
export function kindOf({ task, cases }: Pick<Problem, 'task' | 'cases'>): SubmissionKind {
  if (task.kind !== 'output-only') return PROGRAMS;
  const stems = new Set(cases.map(({ name }) => posix.basename(name)));
  const isEntry = (name: string): boolean => stems.has(name) || stems.has(name.replace(/\.[^.]*$/, ''));
  return { text: true, isEntry, isContent: () => true };
}
