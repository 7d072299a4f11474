import { bench } from './bench.js';
import { readCall } from './command.js';
import { compareReports } from './compare/compare.js';
import { isMet } from './goals/figure.js';
import { guardOf } from './goals/guard.js';
import { figuresOf } from './grading/figures.js';
import { checkWritable, jsonText, readReport, writeOutputs } from './outputs.js';
import { type BenchReport, partsOf } from './report.js';
import { comparisonText } from './text/comparison.js';
import { figureTable } from './text/figures.js';
import { reportText } from './text/index.js';

export { bench } from './bench.js';
export type { BenchReport } from './report.js';

/** What `bailiff bench` may speak to. */
export interface BenchIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Does what the arguments of `bailiff bench` say.
 *
 * @returns the exit status: 0; 1 for a regression, a guard or a target of grading that is missed, or a soak that grows.
 * @throws BailiffError for the caller's faults and the host's
 */
export async function runBench(args: Readonly<Record<string, unknown>>, io: BenchIo): Promise<number> {
  const call = readCall(args);
  const baseline = call.compare === undefined ? undefined : await readReport(call.compare);
  await checkWritable(call.outputs);
  const onProgress = (doing: string) => io.stderr.write(`· ${doing}\n`);
  const report =
    call.kind === 'show'
      ? merged(await Promise.all(call.files.map(readReport)))
      : await bench({ ...call.options, signal: io.signal, onProgress });
  await writeOutputs(report, call.outputs);
  io.stdout.write(call.outputs.json === '' ? jsonText(report) : reportText(report));
  const comparison = baseline && compareReports(report, baseline, call.tolerance);
  const aside = call.outputs.json === '' ? io.stderr : io.stdout;
  if (comparison) aside.write(comparisonText(comparison));
  const guard = call.check ? guardOf(report) : [];
  if (call.check) aside.write(`\n${figureTable('the guard', guard).join('\n')}\n`);
  const regressed = comparison?.changes.some((change) => change.regressed) ?? false;
  return regressed || !guard.every(isMet) || !isAsItShouldBe(report) ? 1 : 0;
}

/** Several reports as one: the facts are those of the first. */
function merged(reports: readonly BenchReport[]): BenchReport {
  const [first] = reports;
  const skipped = Object.assign({}, ...reports.map((report) => report.skipped));
  return { ...first!, skipped, parts: reports.flatMap(({ parts }) => parts) };
}

function isAsItShouldBe(report: BenchReport): boolean {
  const flat = partsOf(report, 'soak').every(({ trend }) => trend.flat);
  const figures = [
    ...partsOf(report, 'grading').flatMap(figuresOf),
    ...partsOf(report, 'session').flatMap((part) => part.figures),
  ];
  return flat && figures.every(isMet);
}
