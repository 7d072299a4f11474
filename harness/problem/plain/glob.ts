import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BailiffError } from '../../../lib/index.js';
import { naturalOrder } from './natural-order.js';

/** A file that a pattern matches. */
export interface GlobMatch {
  readonly path: string;
  /** What the pattern's wildcards stand for, in order. */
  readonly captures: readonly string[];
}

const MAX_ENTRIES = 100_000;
const MAX_WILDCARDS = 4; // matching a name takes its length to this power at worst

/**
 * Regular files that a pattern matches: `*` is any part of a name, `?` one character, in names of files and of
 * folders. Hidden names match only where the pattern writes the dot. In the order of names, numbers by value.
 *
 * @throws BailiffError INVALID_OPTIONS for more than 4 wildcards, or more than 100,000 names to look at
 */
export async function globFiles(pattern: string): Promise<readonly GlobMatch[]> {
  if ((pattern.match(WILDCARD) ?? []).length > MAX_WILDCARDS)
    throw refused(pattern, `it has more than ${MAX_WILDCARDS} wildcards`);
  const matches: GlobMatch[] = [];
  const segments = pattern.split('/').filter((segment) => segment !== '');
  let seen = 0;
  await visit(pattern.startsWith('/') ? '/' : '', segments, []);
  return matches.sort((a, b) => naturalOrder(a.path, b.path));

  async function visit(
    folder: string,
    [segment = '', ...below]: readonly string[],
    captures: readonly string[],
  ): Promise<void> {
    if (below.length > 0 && !isWild(segment)) return visit(join(folder, segment), below, captures);
    const matcher = matcherOf(segment);
    const entries = await readdir(folder || '.', { withFileTypes: true }).catch(() => []);
    seen += entries.length;
    if (seen > MAX_ENTRIES) throw refused(pattern, `it looks at more than ${MAX_ENTRIES} names`);
    for (const entry of entries) {
      const found = entry.name.startsWith('.') && !segment.startsWith('.') ? null : matcher.exec(entry.name);
      if (!found) continue;
      const path = join(folder, entry.name);
      const taken = [...captures, ...found.slice(1)];
      if (below.length === 0 && entry.isFile()) matches.push({ path, captures: taken });
      if (below.length > 0 && entry.isDirectory()) await visit(path, below, taken);
    }
  }
}

const WILDCARD = /\*+|\?/g;

function isWild(segment: string): boolean {
  return segment.search(WILDCARD) !== -1;
}

function matcherOf(segment: string): RegExp {
  const literals = segment.split(WILDCARD).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const groups = (segment.match(WILDCARD) ?? []).map((wildcard) => (wildcard === '?' ? '(.)' : '(.*)'));
  return new RegExp(`^${literals.map((literal, i) => `${literal}${groups[i] ?? ''}`).join('')}$`, 's');
}

function refused(pattern: string, why: string): BailiffError {
  return new BailiffError('INVALID_OPTIONS', `Cannot find files by "${pattern}": ${why}`);
}
