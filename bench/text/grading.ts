import { figuresOf } from '../grading/figures.js';
import type { ResultOf } from '../report.js';
import { figureTable } from './figures.js';

/** Each figure with its target. */
export function gradingLines(results: readonly ResultOf<'grading'>[]): string[] {
  return figureTable(results[0]!.quick ? 'grading, small numbers' : 'grading', results.flatMap(figuresOf));
}
