import type { WorkspaceJail } from '../workspace-jail.js';
import { type Bounded, toolSignal } from './bounded.js';
import type { SearchOptions } from './glob.js';
import { LEFT_OUT, listing } from './listing.js';

const MOST = 50;
const MAX_QUERY = 256;
const SCORE = { letter: 1, together: 8, wordStart: 6, inName: 3, wholeName: 50, perSkipped: -0.1 } as const;

export interface FindResult extends Bounded {
  /** The best first. */
  readonly paths: readonly string[];
}

/** Files and folders whose path has the letters of a query in their order: `mnpy` finds `src/main.py`. */
export async function find(
  jail: WorkspaceJail,
  query: string,
  { in: folder = '', leaveOut = LEFT_OUT, most = MOST, signal }: SearchOptions = {},
): Promise<FindResult> {
  const found = await listing(jail, folder, leaveOut, toolSignal(signal));
  const scored = found
    .map(({ path }) => ({ path, score: fuzzyScore(query.slice(0, MAX_QUERY), path) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  return { paths: scored.slice(0, most).map(({ path }) => path), truncated: scored.length > most };
}

/**
 * How well a path answers a query; 0: not at all. Letters are looked for from the end, so that those of the name count
 * before those of its folders. Case and blanks do not matter.
 */
export function fuzzyScore(query: string, path: string): number {
  const letters = query.toLowerCase().replaceAll(/\s+/g, '');
  const text = path.toLowerCase();
  const nameStart = text.lastIndexOf('/') + 1;
  if (letters === '') return 0;
  let score = 0;
  let last = text.length;
  for (let i = letters.length - 1; i >= 0; i--) {
    const at = last > 0 ? text.lastIndexOf(letters[i]!, last - 1) : -1;
    if (at < 0) return 0;
    score += SCORE.letter + (at >= nameStart ? SCORE.inName : 0);
    if (at === last - 1 && i < letters.length - 1) score += SCORE.together;
    else score += (last - at - 1) * SCORE.perSkipped;
    if (isWordStart(path, at)) score += SCORE.wordStart;
    last = at;
  }
  const name = text.slice(nameStart);
  if (name === letters || name.replace(/\.[^.]*$/, '') === letters) score += SCORE.wholeName;
  return Math.max(score, SCORE.letter / 10);
}

function isWordStart(path: string, at: number): boolean {
  const before = path[at - 1];
  if (before === undefined || '/._- '.includes(before)) return true;
  return /[a-z0-9]/.test(before) && /[A-Z]/.test(path[at]!);
}
