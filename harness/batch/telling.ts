import type { Report } from '../report.js';
import { broadcast, collectReport, type Reporter } from '../reporters/reporter.js';

/** Where the report of a judging goes. */
export interface Telling {
  readonly reporter: Reporter;
  /** What was told so far. */
  report(): Report;
}

/** @param collect Whether {@link Telling.report} has the submissions. */
export function openTelling(reporters: readonly Reporter[], collect: boolean): Telling {
  const collector = collectReport();
  const own: Reporter = collect ? collector : { ...collector, submission: undefined };
  return { reporter: broadcast([...reporters, own]), report: () => collector.report() };
}
