import { BailiffError } from '../../errors.js';

const MAX_ALTERNATIVES = 256;
const MAX_PATTERN = 1_024;

/** Whether a path is meant. Paths are plain strings with slashes. */
export type Matcher = (path: string) => boolean;

/**
 * Compiles a glob: `*` and `?` within a name, `**` for any folders, `[a-z]`, `{one,two}`. Names that begin with a dot
 * are matched like others. It takes time in proportion to path and pattern, whatever they are.
 *
 * @throws BailiffError INVALID_PATTERN
 */
export function compileGlob(pattern: string): Matcher {
  if (pattern === '' || pattern.length > MAX_PATTERN)
    throw invalid(pattern, `must have 1 to ${MAX_PATTERN} characters`);
  const alternatives = expandBraces(pattern).map((each) =>
    each
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .map(compilePart),
  );
  return (path) => {
    const parts = path.split('/');
    return alternatives.some((pieces) => matchAll(pieces, parts, (piece) => piece === ANY, matchPart));
  };
}

/** Any folders, also none. */
const ANY = Symbol('**');
type Part = typeof ANY | readonly Piece[];

/** One character of a name, or any number of them. */
type Piece =
  | '*'
  | '?'
  | { readonly text: string }
  | { readonly not: boolean; readonly ranges: readonly (readonly [string, string])[] };

function compilePart(part: string): Part {
  if (part === '**') return ANY;
  const pieces: Piece[] = [];
  const characters = [...part];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at]!;
    if (character === '*') {
      if (pieces.at(-1) !== '*') pieces.push('*');
    } else if (character === '?') pieces.push('?');
    else if (character === '[' && characters.indexOf(']', at + 2) > 0) {
      const end = characters.indexOf(']', at + 2);
      pieces.push(compileClass(characters.slice(at + 1, end)));
      at = end;
    } else if (character === '\\' && at + 1 < characters.length) pieces.push({ text: characters[++at]! });
    else pieces.push({ text: character });
  }
  return pieces;
}

function compileClass(characters: readonly string[]): Piece {
  const not = characters[0] === '!' || characters[0] === '^';
  const rest = not ? characters.slice(1) : characters;
  const ranges: [string, string][] = [];
  for (let at = 0; at < rest.length; at++) {
    const isRange = rest[at + 1] === '-' && at + 2 < rest.length;
    ranges.push([rest[at]!, isRange ? rest[at + 2]! : rest[at]!]);
    if (isRange) at += 2;
  }
  return { not, ranges };
}

function matchPart(part: Part, name: string): boolean {
  if (part === ANY) return true;
  return matchAll(part, [...name], (piece) => piece === '*', matchPiece);
}

function matchPiece(piece: Piece, character: string): boolean {
  if (piece === '?' || piece === '*') return true;
  if ('text' in piece) return piece.text === character;
  return piece.ranges.some(([from, to]) => from <= character && character <= to) !== piece.not;
}

/** Only the last "any number" needs to be tried longer: so it is never more than pieces times items. */
function matchAll<P, I>(
  pieces: readonly P[],
  items: readonly I[],
  isAny: (piece: P) => boolean,
  matches: (piece: P, item: I) => boolean,
): boolean {
  let [piece, item] = [0, 0];
  let retry: readonly [piece: number, item: number] | undefined;
  while (item < items.length) {
    if (piece < pieces.length && isAny(pieces[piece]!)) retry = [++piece, item];
    else if (piece < pieces.length && matches(pieces[piece]!, items[item]!)) {
      piece++;
      item++;
    } else if (retry) {
      retry = [retry[0], retry[1] + 1];
      [piece, item] = retry;
    } else return false;
  }
  while (piece < pieces.length && isAny(pieces[piece]!)) piece++;
  return piece === pieces.length;
}

/** The first group with a comma; what comes of it is looked at again. */
function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const waiting = [pattern];
  while (waiting.length > 0) {
    const next = waiting.shift()!;
    const group = firstGroup(next);
    if (!group) done.push(next);
    else
      for (const choice of group.choices)
        waiting.push(next.slice(0, group.start) + choice + next.slice(group.end));
    if (done.length + waiting.length > MAX_ALTERNATIVES)
      throw invalid(pattern, `has more than ${MAX_ALTERNATIVES} alternatives`);
  }
  return done;
}

function firstGroup(pattern: string): { start: number; end: number; choices: string[] } | undefined {
  for (let start = pattern.indexOf('{'); start >= 0; start = pattern.indexOf('{', start + 1)) {
    const commas: number[] = [];
    for (let at = start, depth = 0; at < pattern.length; at++) {
      if (pattern[at] === '{') depth++;
      else if (pattern[at] === ',' && depth === 1) commas.push(at);
      else if (pattern[at] === '}' && --depth === 0) {
        if (commas.length === 0) break;
        const bounds = [start, ...commas, at];
        const choices = bounds.slice(1).map((end, i) => pattern.slice(bounds[i]! + 1, end));
        return { start, end: at + 1, choices };
      }
    }
  }
  return undefined;
}

function invalid(pattern: string, why: string): BailiffError {
  return new BailiffError(
    'INVALID_PATTERN',
    `Cannot use the glob ${JSON.stringify(pattern.slice(0, 100))}: it ${why}`,
  );
}
