import type { Report, SubmissionReport } from '../report.js';
import { verify } from '../verify.js';
import type { Linting, LintOptions } from './linting.js';
import { packageFault } from './package-fault.js';

/** Every submission of the package must come as is expected of it. */
export async function lintSubmissions(
  { problem, findings }: Linting,
  { runner, signal, onEvent }: LintOptions,
): Promise<Report | undefined> {
  if (problem.submissions.length === 0) {
    findings.warning(
      'submissions',
      'there is none: nothing shows that the problem can be solved within its limits',
    );
    return undefined;
  }
  if (!problem.submissions.some(({ promise }) => promise === 'accepted'))
    findings.warning('submissions', 'there is none that must be accepted');
  try {
    const report = await verify({ problems: [problem], runner, signal, onEvent });
    for (const { submissions, warnings } of report.problems) {
      for (const warning of warnings) findings.warning('problem', warning);
      for (const submission of submissions) tell(submission);
    }
    return report;
  } catch (error) {
    findings.error('submissions', packageFault(error));
    return undefined;
  }

  function tell({ name, promise, verdict, message, cases }: SubmissionReport): void {
    const where = `submissions/${name}`;
    const failed = cases.find((each) => each.verdict === verdict && each.message !== '');
    const reason = promise?.reason || (failed ? `${failed.name}: ${failed.message}` : message);
    const why = reason === '' ? '' : `: ${reason}`;
    if (promise?.outcome === 'broken')
      findings.error(where, `it is ${verdict}, which is not as expected${why}`);
    if (promise?.outcome === 'undecided')
      findings.warning(where, `whether it is as expected is open (${verdict})${why}`);
  }
}
