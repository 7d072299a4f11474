import type { ResultOf } from '../report.js';
import { figureTable } from './figures.js';

/** Each figure with its target. */
export function sessionLines(results: readonly ResultOf<'session'>[]): string[] {
  const figures = results.flatMap((result) => result.figures);
  return figureTable(results[0]!.quick ? 'sessions, small numbers' : 'sessions', figures);
}
