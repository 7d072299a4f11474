import type { Report } from '../report.js';

/** A report as JSON, its shape that of the `Report` schema. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
