import { UNIT } from '../peers/peer.js';

/** Pads each column to its widest cell; the first to the left, numbers to the right. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const width = (i: number) => Math.max(...rows.map((row) => row[i]?.length ?? 0));
  const widths = (rows[0] ?? []).map((_, i) => width(i));
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}`.trimEnd(),
  );
}

/** A value in units of the same of plain spawn. */
export function ratioTo(value: number | undefined, unit: number | undefined): string {
  return value === undefined || unit === undefined || unit === 0 ? '–' : (value / unit).toFixed(2);
}

/** The figures of the unit among those of all peers. */
export function unitOf<T>(peers: Readonly<Record<string, T>>): T | undefined {
  return peers[UNIT];
}
