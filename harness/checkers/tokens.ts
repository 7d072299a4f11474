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
