import type { Feedback } from '../checkers/feedback-folder.js';
import type { Datum } from '../checkers/placed.js';
import type { Finding } from './case-run.js';
import { worstUsage } from './evidence.js';

/** What a pass works on: the case's input, or what the validator asked for. */
export interface Pass {
  readonly input: Datum;
  /** What the validator left in the pass before. */
  readonly feedback?: Feedback;
}

/** What was found by one pass. */
export interface PassFinding extends Finding {
  /** Input of another pass; only with an acceptance. */
  readonly nextPass?: Buffer;
  readonly feedback?: Feedback;
}

/**
 * Judges pass by pass, as long as the validator accepts and asks for another. Limits are those of each pass; the usage
 * is the worst of all. One more than `most` is a fault of the validator.
 */
export async function judgePasses(
  most: number,
  first: Pass,
  judge: (pass: Pass) => Promise<PassFinding>,
): Promise<Finding> {
  const usages: Finding['usage'][] = [];
  let pass = first;
  for (let passes = 1; ; passes++) {
    const { nextPass, feedback, ...found } = await judge(pass);
    usages.push(found.usage);
    const usage = worstUsage(usages);
    const finding: Finding = { ...found, ...(usage && { usage }), ...(passes > 1 && { passes }) };
    if (nextPass === undefined || found.verdict !== 'AC') return finding;
    if (passes === most) return tooMany(finding, most);
    pass = { input: nextPass, feedback };
  }
}

function tooMany({ score, fraction, ...finding }: Finding, most: number): Finding {
  const allowed = most === 1 ? 'the problem has one only' : `the problem has at most ${most}`;
  return { ...finding, verdict: 'JE', message: `the validator asks for another pass: ${allowed}` };
}
