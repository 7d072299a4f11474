/** The six bytes that the ICPC format's default validator splits on: space, tab, LF, VT, FF, CR. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

/** Where the white space from `from` on ends. */
export function skipSpace(bytes: Buffer, from: number): number {
  let i = from;
  while (i < bytes.length && isSpace(bytes[i]!)) i++;
  return i;
}

/** Where the token from `from` on ends. */
export function skipToken(bytes: Buffer, from: number): number {
  let i = from;
  while (i < bytes.length && !isSpace(bytes[i]!)) i++;
  return i;
}

/** Whether two pieces are the same, ASCII letters in either case unless `caseSensitive`. */
export function sameText(
  caseSensitive: boolean,
  a: Buffer,
  aStart: number,
  aEnd: number,
  b: Buffer,
  bStart: number,
  bEnd: number,
): boolean {
  const length = aEnd - aStart;
  if (length !== bEnd - bStart) return false;
  for (let i = 0; i < length; i++) {
    const x = a[aStart + i]!;
    const y = b[bStart + i]!;
    if (x !== y && (caseSensitive || lower(x) !== lower(y))) return false;
  }
  return true;
}

/** A copy with its ASCII letters in lower case. */
export function lowerCase(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let i = 0; i < copy.length; i++) copy[i] = lower(copy[i]!);
  return copy;
}

/**
 * Goes along two texts as long as their tokens are the same (as {@link sameText} has it), whatever white space is
 * between them. What it passes are mostly bytes that are the same, and it does little else for those.
 *
 * @param i Where to begin in `a`: at the beginning of a token or of the white space before it.
 * @param j The like in `b`.
 * @returns where the first tokens begin that differ, or the white space before them; where both end when none do.
 */
export function sameTokens(caseSensitive: boolean, a: Buffer, b: Buffer, i: number, j: number): Both {
  const aLength = a.length;
  const bLength = b.length;
  for (;;) {
    while (i < aLength && j < bLength && a[i] === b[j]) {
      i++;
      j++;
    }
    const aGap = i >= aLength || isSpace(a[i]!);
    const bGap = j >= bLength || isSpace(b[j]!);
    if (aGap !== bGap) {
      // Between tokens, one text has more white space than the other; within one, it is longer in one of them.
      if (i > 0 && j > 0 && !isSpace(a[i - 1]!)) return backToStart(a, i, j);
      if (i >= aLength || j >= bLength) return { a: i, b: j };
      if (aGap) i = skipSpace(a, i);
      else j = skipSpace(b, j);
    } else if (aGap) {
      if (i >= aLength || j >= bLength) return { a: i, b: j };
      i++;
      j++;
    } else {
      if (caseSensitive || lower(a[i]!) !== lower(b[j]!)) return backToStart(a, i, j);
      i++;
      j++;
    }
  }
}

/** Places in two texts. */
interface Both {
  readonly a: number;
  readonly b: number;
}

/** Where the tokens begin that are the same up to `i` and `j`. */
function backToStart(a: Buffer, i: number, j: number): Both {
  const start = tokenStart(a, i);
  return { a: start, b: j - (i - start) };
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/** How many leading bytes two buffers share. Compares blocks natively and looks into the one that differs. */
export function commonPrefix(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length) {
    const end = Math.min(i + BLOCK, length);
    if (a.compare(b, i, end, i, end) !== 0) break;
    i = end;
  }
  while (i < length && a[i] === b[i]) i++;
  return i;
}

/** The last position up to `from` that begins a token or a run of white space, where no token is split. */
export function tokenStart(bytes: Buffer, from: number): number {
  let i = Math.min(from, bytes.length);
  while (i > 0 && !isSpace(bytes[i - 1]!)) i--;
  return i;
}

/** Line and token number (both from 1) of the token that begins at or after `offset`. */
export function positionAt(bytes: Buffer, offset: number): { readonly line: number; readonly token: number } {
  let line = 1;
  let token = 1;
  for (let i = 0; i < offset; i++) {
    if (bytes[i] === 0x0a) line++;
    if (!isSpace(bytes[i]!) && (i + 1 === offset || isSpace(bytes[i + 1]!))) token++;
  }
  return { line, token };
}

const BLOCK = 64 * 1024;
