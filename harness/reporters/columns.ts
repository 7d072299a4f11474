import { printable } from '../printable.js';

/** A cell of a table. `text` is plain: it is made printable, padded, and painted after that. */
export interface Cell {
  readonly text: string;
  readonly align?: 'left' | 'right';
  readonly paint?: (text: string) => string;
}

const MIN_LAST_WIDTH = 10;
const MIN_WIDEST_WIDTH = 12;

/**
 * Rows of cells as lines of columns, two spaces apart. The last column is not padded, but cut to fit `lineWidth`; where
 * that is not enough, the widest column gives way too. Any other that has no text is left out.
 */
export function columns(
  rows: readonly (readonly Cell[])[],
  lineWidth = Number.POSITIVE_INFINITY,
): readonly string[] {
  const safe = withoutEmpty(rows.map((row) => row.map((cell) => ({ ...cell, text: printable(cell.text) }))));
  const widths = fitting(naturalWidths(safe), lineWidth);
  return safe.map((row) =>
    row
      .map((cell, i) =>
        layOut({ ...cell, text: fitWidth(cell.text, widths[i]!) }, widths[i]!, i === row.length - 1),
      )
      .join('  ')
      .trimEnd(),
  );
}

function withoutEmpty(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const widths = naturalWidths(rows);
  return rows.map((row) => row.filter((_cell, i) => widths[i]! > 0 || i === row.length - 1));
}

function naturalWidths(rows: readonly (readonly Cell[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, { text }] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(text));
  }
  return widths;
}

function fitting(natural: readonly number[], lineWidth: number): readonly number[] {
  const last = natural.length - 1;
  const excess = natural.reduce((sum, width) => sum + width + 2, -2) - lineWidth;
  if (excess <= 0 || last < 1) return natural;
  const lastWidth = Math.max(Math.min(natural[last]!, MIN_LAST_WIDTH), natural[last]! - excess);
  const left = excess - (natural[last]! - lastWidth);
  const widest = natural.indexOf(Math.max(...natural.slice(0, last)));
  const widestWidth = Math.max(Math.min(natural[widest]!, MIN_WIDEST_WIDTH), natural[widest]! - left);
  return natural.map((width, i) => (i === last ? lastWidth : i === widest ? widestWidth : width));
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
