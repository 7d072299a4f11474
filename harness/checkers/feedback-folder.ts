import type { CollectedFile, JobFile } from '../../lib/index.js';
import type { CheckResult, Tool } from './checker.js';
import { messageIn } from './said.js';

/** Where a validator leaves what it has to say, below its working folder; in the jail, as the format wants it. */
export const FEEDBACK = 'feedback/';
export const FEEDBACK_PATH = '/box/feedback/';

/** Files that a validator left, by their paths in the folder. They persist from pass to pass. */
export type Feedback = Readonly<Record<string, Buffer>>;

/** What a validator that was understood says. */
export interface ValidatorOpinion extends CheckResult {
  /** Input of another pass. */
  readonly nextPass?: Buffer;
  readonly feedback: Feedback;
}

const MARKER = '.folder';
const SCORE_BYTES = 1_024;

/** The files that make the folder, with what an earlier pass left in it. */
export function feedbackFiles(feedback: Feedback = {}): JobFile[] {
  const files = Object.entries(feedback).map(([path, content]) => ({ path: `${FEEDBACK}${path}`, content }));
  return [{ path: `${FEEDBACK}${MARKER}`, content: '' }, ...files];
}

/**
 * Reads the opinion of a validator that accepted or rejected: messages, a score, the input of another pass. JE where the
 * format forbids what it left (2025-09, "score files", "multi-pass"): a score or another pass beside a rejection, both
 * kinds of score, one that is no number, files too large to be brought back.
 */
export function readFeedback(
  { name }: Tool,
  accepted: boolean,
  collected: Readonly<Record<string, CollectedFile>>,
): ValidatorOpinion {
  const { feedback, unreadable } = filesIn(collected);
  const fault = (what: string): ValidatorOpinion => ({
    verdict: 'JE',
    message: `"${name}" ${what}`,
    feedback,
  });
  if (unreadable !== undefined) return fault(`left "${unreadable}", which is too large or no regular file`);
  const { 'nextpass.in': nextPass, ...kept } = feedback;
  if (nextPass && !accepted) return fault('rejects, and asks for another pass');
  const score = scoreIn(feedback, accepted);
  if (typeof score === 'string') return fault(score);
  const teamMessage = messageIn(feedback['teammessage.txt']);
  return {
    verdict: accepted ? 'AC' : 'WA',
    message: messageIn(feedback['judgemessage.txt']),
    ...(teamMessage !== '' && { teamMessage }),
    ...score,
    ...(nextPass && { nextPass }),
    feedback: kept,
  };
}

function filesIn(collected: Readonly<Record<string, CollectedFile>>) {
  const feedback: Record<string, Buffer> = {};
  let unreadable: string | undefined;
  for (const [path, file] of Object.entries(collected)) {
    if (!path.startsWith(FEEDBACK)) continue;
    const name = path.slice(FEEDBACK.length);
    if (name === '' || name === MARKER) continue;
    if (file.state === 'ok') feedback[name] = file.content;
    else unreadable ??= name;
  }
  return { feedback, unreadable };
}

/** The score that was given, none, or what is wrong with it. */
function scoreIn(feedback: Feedback, accepted: boolean): Pick<CheckResult, 'score' | 'fraction'> | string {
  const { 'score.txt': score, 'score_multiplier.txt': multiplier } = feedback;
  if (!score && !multiplier) return {};
  if (!accepted) return 'rejects, and gives a score';
  if (score && multiplier) return 'left both score.txt and score_multiplier.txt';
  const value = numberIn((score ?? multiplier)!);
  if (value === undefined) return `left no number in ${score ? 'score.txt' : 'score_multiplier.txt'}`;
  if (score) return { score: value };
  return value >= 0 && value <= 1
    ? { fraction: value }
    : `gave a score multiplier of ${value}, not of 0 to 1`;
}

function numberIn(bytes: Buffer): number | undefined {
  if (bytes.length > SCORE_BYTES) return undefined;
  const text = bytes.toString('latin1').trim();
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
