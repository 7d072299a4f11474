import { boundText, isMet } from '../goals/figure.js';
import { figuresOf } from '../grading/figures.js';
import type { ResultOf } from '../report.js';
import { columns } from './columns.js';

/** Each figure with its target. */
export function gradingLines(results: readonly ResultOf<'grading'>[]): string[] {
  const figures = results.flatMap(figuresOf);
  const rows = figures.map((figure) => {
    const { what, value, unit, target } = figure;
    return [
      what,
      `${value.toFixed(2)} ${unit}`,
      target ? boundText(target) : '–',
      target ? (isMet(figure) ? 'met' : 'MISSED') : '–',
    ];
  });
  const size = results[0]!.quick ? 'grading, small numbers' : 'grading';
  const [head, ...lines] = columns([[size, 'measured', 'target', ''], ...rows]);
  return [head!, ...lines.map((line, i) => `${line}  ${figures[i]!.detail}`)];
}
