import { z } from 'zod';

/** What became of one test. */
export interface TestResult {
  readonly state: 'passed' | 'failed' | 'error' | 'skipped';
  /** Why it did not pass: one line. */
  readonly message: string;
  readonly ms: number;
}

const ReportFile = z.strictObject({
  nonce: z.string(),
  complete: z.literal(true),
  results: z.record(
    z.string(),
    z.object({
      state: z.enum(['passed', 'failed', 'error', 'skipped']),
      message: z.string(),
      ms: z.number().nonnegative(),
    }),
  ),
});

/** The results in the report of our own runner; `undefined` when it is not whole, or of somebody who does not know the nonce. */
export function readReport(content: Buffer, nonce: string): ReadonlyMap<string, TestResult> | undefined {
  const report = ReportFile.safeParse(parseJson(content));
  return report.success && report.data.nonce === nonce
    ? new Map(Object.entries(report.data.results))
    : undefined;
}

/**
 * The results in what `go test -test.v` prints. The last line is the nonce and the exit code, else nothing counts. A
 * test that failed anywhere has failed, whatever else was printed under its name.
 */
export function readGoOutput(output: string, nonce: string): ReadonlyMap<string, TestResult> | undefined {
  const lines = output.trimEnd().split('\n');
  if (!/^\d+$/.test(lines.at(-1)?.startsWith(`${nonce} `) ? lines.at(-1)!.slice(nonce.length + 1) : ''))
    return undefined;
  const results = new Map<string, TestResult>();
  for (const [at, line] of lines.entries()) {
    const [, word, id, seconds] = /^\s*--- (PASS|FAIL|SKIP): (\S+) \(([\d.]+)s\)$/.exec(line) ?? [];
    if (!word || !id || (results.has(id) && word !== 'FAIL')) continue;
    const said = word === 'PASS' ? '' : (lines[at + 1] ?? '').trim();
    results.set(id, { state: GO_STATES[word]!, message: said, ms: Number(seconds) * 1_000 });
  }
  return results;
}

const GO_STATES: Readonly<Record<string, TestResult['state']>> = {
  PASS: 'passed',
  FAIL: 'failed',
  SKIP: 'skipped',
};

function parseJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
