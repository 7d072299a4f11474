import { boundText, type Figure, isMet } from '../goals/figure.js';
import { columns } from './columns.js';

/** Each figure with its target, and what it is made of; nothing for none. */
export function figureTable(title: string, figures: readonly Figure[]): string[] {
  if (figures.length === 0) return [];
  const rows = figures.map((figure) => {
    const { what, value, unit, target } = figure;
    return [
      what,
      `${value.toFixed(2)} ${unit}`,
      target ? boundText(target) : '–',
      target ? (isMet(figure) ? 'met' : 'MISSED') : '–',
    ];
  });
  const [head, ...lines] = columns([[title, 'measured', 'target', ''], ...rows]);
  return [head!, ...lines.map((line, i) => `${line}  ${figures[i]!.detail}`.trimEnd())];
}
