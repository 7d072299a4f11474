/** A glob as format 2025-09 has them: `*` stays within a name, `{a,b}` is either, nothing else is special. */
export type Glob = readonly GlobPart[];

type GlobPart = string | typeof STAR | { readonly either: readonly Glob[] };

const STAR = Symbol('*');
const MAX_LENGTH = 1_000;

/** @throws RangeError when it is too long to be meant */
export function parseGlob(text: string): Glob {
  if (text.length > MAX_LENGTH) throw new RangeError(`a glob may have ${MAX_LENGTH} characters`);
  const balanced = isBalanced(text);
  let at = 0;
  return sequence(false);

  function sequence(inBraces: boolean): Glob {
    const parts: GlobPart[] = [];
    while (at < text.length) {
      const char = text[at]!;
      if (inBraces && (char === ',' || char === '}')) break;
      at++;
      if (char === '*') parts.push(STAR);
      else if (char === '{' && balanced) parts.push({ either: alternatives() });
      else parts.push(char);
    }
    return parts;
  }

  function alternatives(): readonly Glob[] {
    const all: Glob[] = [];
    do {
      all.push(sequence(true));
    } while (text[at++] === ',');
    return all;
  }
}

/**
 * Whether a glob matches a path or, unless `whole`, a folder that the path is in. Takes the time of their lengths
 * multiplied, whatever the glob: all places that it can have come to are followed at once.
 */
export function matchesPath(glob: Glob, path: string, extent: 'whole' | 'below' = 'below'): boolean {
  const ends = follow(glob, path, new Set([0]));
  return [...ends].some((end) => end === path.length || (extent === 'below' && path[end] === '/'));
}

function follow(glob: Glob, path: string, from: ReadonlySet<number>): ReadonlySet<number> {
  let places = from;
  for (const part of glob) {
    if (places.size === 0) break;
    places = step(part, path, places);
  }
  return places;
}

function step(part: GlobPart, path: string, from: ReadonlySet<number>): ReadonlySet<number> {
  const next = new Set<number>();
  if (typeof part === 'string') for (const at of from) path[at] === part && next.add(at + 1);
  else if (part === STAR) for (const at of from) spread(path, at, next);
  else for (const glob of part.either) for (const end of follow(glob, path, from)) next.add(end);
  return next;
}

function spread(path: string, at: number, into: Set<number>): void {
  for (let end = at; !into.has(end); end++) {
    into.add(end);
    if (end >= path.length || path[end] === '/') return;
  }
}

/** Braces that are not closed are text. */
function isBalanced(text: string): boolean {
  let open = 0;
  for (const char of text) {
    if (char === '{') open++;
    if (char === '}' && --open < 0) return false;
  }
  return open === 0;
}
