import { printable } from '../printable.js';

/** A cell of a table. `text` is plain: it is made printable, padded, and painted after that. */
export interface Cell {
  readonly text: string;
  readonly align?: 'left' | 'right';
  readonly paint?: (text: string) => string;
}

const MIN_LAST_WIDTH = 10;

/** Rows of cells as lines of columns, two spaces apart; a last column is not padded, but cut to fit `lineWidth`. */
export function columns(
  rows: readonly (readonly Cell[])[],
  lineWidth = Number.POSITIVE_INFINITY,
): readonly string[] {
  const safe = rows.map((row) => row.map((cell) => ({ ...cell, text: printable(cell.text) })));
  const count = Math.max(0, ...safe.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(...safe.map((row) => displayWidth(row[i]?.text ?? ''))),
  );
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const lastWidth = Math.max(MIN_LAST_WIDTH, lineWidth - before);
  const cut = (cell: Cell, i: number) =>
    i === count - 1 ? { ...cell, text: fitWidth(cell.text, lastWidth) } : cell;
  return safe.map((row) =>
    row
      .map((cell, i) => layOut(cut(cell, i), widths[i]!, i === row.length - 1))
      .join('  ')
      .trimEnd(),
  );
}

/** How many columns of a terminal a text takes: wide East Asian characters and emoji two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** The beginning of a text that fits into so many columns, an ellipsis in place of the rest. */
export function fitWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

const MARK = /^\p{M}$/u;
const WIDE =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]$/u;

function layOut(
  { text, align = 'left', paint = (same) => same }: Cell,
  width: number,
  last: boolean,
): string {
  const padding = ' '.repeat(width - displayWidth(text));
  if (align === 'right') return padding + paint(text);
  return last ? paint(text) : paint(text) + padding;
}
