/**
 * Text that is safe to show on a terminal: control characters (C0, DEL, C1), line and paragraph separators, and
 * the marks that reorder or hide text become visible escapes. A program's output may hold any of them, and a
 * terminal obeys them.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, visible);
}

/** {@link printable}, but line breaks and tabs stay: for compilers' messages of several lines. */
export function printableLines(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .split(/(\n|\t)/)
    .map((part) => (part === '\n' || part === '\t' ? part : printable(part)))
    .join('');
}

/** At most `maxChars` characters, an ellipsis in place of the rest. */
export function clip(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** At most `maxBytes` bytes of a buffer, quoted and printable; invalid UTF-8 shows as U+FFFD. */
export function quoteBytes(bytes: Buffer, start: number, end: number, maxBytes: number): string {
  const shown = bytes.toString('utf8', start, Math.min(end, start + maxBytes));
  return `"${printable(shown.replace(/["\\]/g, '\\$&'))}${end - start > maxBytes ? '…' : ''}"`;
}

// Cc: control; Cf: format (directional overrides, zero-width); Zl, Zp: separators that some terminals break at.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

function visible(character: string): string {
  const code = character.codePointAt(0)!;
  return (
    NAMED[character] ??
    (code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`)
  );
}
