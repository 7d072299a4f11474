import { BailiffError } from '../../lib/index.js';
import type { TestCase } from '../problem/problem.js';
import type { CaseReport } from '../report.js';
import type { CaseOutcome } from '../scoring/rules.js';
import type { Finding } from './case-run.js';
import { reportEvidence } from './evidence.js';
import { type Excerpts, excerptOf, excerptOfFile } from './excerpt.js';
import { hostFault, type JudgedCase, type Judging } from './judging.js';

/** Judges a case once. May throw. */
export type FindOut = (signal: AbortSignal) => Promise<Finding>;

/**
 * Judges one case. One whose CPU time came near the limit is judged again while nothing else runs, and that decides.
 *
 * @param timeMs CPU time that is in time.
 * @throws what is the caller's fault, and the signal's reason when it is aborted. A fault of the host is a JE.
 */
export async function judgeCase(
  judging: Judging,
  testCase: TestCase,
  timeMs: number,
  findOut: FindOut,
  signal: AbortSignal,
): Promise<JudgedCase> {
  try {
    const first = await findOut(signal);
    if (!isBorderline(first, timeMs, judging.margin)) return await reportCase(judging, testCase, first);
    const second = await judging.pool.alone(() => findOut(signal));
    const cpuMs = [first, second].flatMap(({ usage }) => (usage ? [usage.cpuMs] : []));
    return await reportCase(judging, testCase, second, { cpuMs });
  } catch (error) {
    if (signal.aborted) throw error;
    const fault = faultOf(error);
    if (!fault) throw error;
    return { report: { name: testCase.name, ...fault }, outcome: { verdict: fault.verdict } };
  }
}

/** Whether its CPU time tells nothing sure. A run that another limit ended is clear, and so is a fault of ours. */
export function isBorderline({ verdict, usage, evidence }: Finding, timeMs: number, margin: number): boolean {
  if (margin === 0 || !usage || !evidence || verdict === 'JE') return false;
  const { ending } = evidence;
  if (ending.status === 'limit-exceeded' && ending.limit !== 'cpu') return false;
  return Math.abs(usage.cpuMs - timeMs) <= margin * timeMs;
}

/** What the submission compiled to may be no program: its own doing, and no reason to stop grading the others. */
function faultOf(error: unknown): Pick<CaseReport, 'verdict' | 'message'> | undefined {
  const fault = hostFault(error);
  if (fault) return { verdict: 'JE', message: fault.message };
  const notStarted = error instanceof BailiffError && error.code === 'PROGRAM_NOT_STARTED';
  return notStarted ? { verdict: 'RTE', message: error.message } : undefined;
}

async function reportCase(
  judging: Judging,
  testCase: TestCase,
  finding: Finding,
  borderline?: CaseReport['borderline'],
): Promise<JudgedCase> {
  const { verdict, message, teamMessage, usage, passes, evidence } = finding;
  const report: CaseReport = {
    name: testCase.name,
    verdict,
    ...(usage && { usage }),
    message,
    ...(teamMessage && { teamMessage }),
    ...(borderline && { borderline }),
    ...(passes !== undefined && { passes }),
    ...(evidence && { evidence: reportEvidence(evidence) }),
    ...(judging.excerpts && (await excerptsOf(judging, testCase, finding))),
  };
  return { report, outcome: outcomeOf(finding) };
}

function outcomeOf({ verdict, score, fraction }: Finding): CaseOutcome {
  const given = verdict === 'AC' || verdict === 'PAC';
  return {
    verdict,
    ...(given && score !== undefined && { score }),
    ...(given && fraction !== undefined && { fraction }),
  };
}

async function excerptsOf(
  { tools: { data } }: Judging,
  { inputFile, answerFile }: TestCase,
  { output, stderr, transcript }: Finding,
): Promise<Excerpts> {
  const input = await excerptOfFile(data, inputFile);
  const answer = await excerptOfFile(data, answerFile);
  return {
    ...(input && { input }),
    ...(output && { output: excerptOf(output) }),
    ...(answer && { answer }),
    ...(stderr && stderr.length > 0 && { stderr: excerptOf(stderr) }),
    ...(transcript && { transcript: excerptOf(transcriptText(transcript)) }),
  };
}

/** Line by line what was said: `>` by the submission, `<` by the interactor. */
function transcriptText(said: NonNullable<Finding['transcript']>): Buffer {
  const parts = said.flatMap(({ from, data }) => {
    const mark = from === 'first' ? '> ' : '< ';
    return data
      .toString('utf8')
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${mark}${line}\n`);
  });
  return Buffer.from(parts.join(''));
}
