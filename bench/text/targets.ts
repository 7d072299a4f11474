import { targetsOf } from '../goals/targets.js';
import type { BenchReport } from '../report.js';
import { figureTable } from './figures.js';

/** What was aimed at, and whether it was met here. */
export function targetLines(report: BenchReport): string[] {
  return figureTable('what is aimed at', targetsOf(report));
}
