import { boundText, type Figure, isMet } from '../goals/figure.js';
import { targetsOf } from '../goals/targets.js';
import type { BenchReport } from '../report.js';
import { columns } from './columns.js';

/** What was aimed at, and whether it was met here. */
export function targetLines(report: BenchReport): string[] {
  return figureLines('what is aimed at', targetsOf(report));
}

export function figureLines(title: string, figures: readonly Figure[]): string[] {
  if (figures.length === 0) return [];
  const rows = figures.map((figure) => {
    const { what, value, unit, target } = figure;
    return [
      what,
      `${value.toFixed(2)} ${unit}`,
      target ? boundText(target) : '–',
      isMet(figure) ? 'met' : 'missed',
    ];
  });
  const [head, ...lines] = columns([[title, 'measured', 'target', ''], ...rows]);
  return [head!, ...lines.map((line, i) => `${line}  ${figures[i]!.detail}`.trimEnd())];
}
