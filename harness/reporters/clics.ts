import { printable } from '../printable.js';
import type { CaseReport, ProblemHeader, SubmissionReport } from '../report.js';
import type { Verdict } from '../verdict.js';
import { clicsId, judgementId, runId } from './clics-ids.js';
import type { Reporter } from './reporter.js';
import type { Sink } from './sink.js';
import { VERDICT_NAMES } from './verdict-names.js';

/** Judgement types by their known ids, simplified to the big five. There is none for PAC: it is a rejection (RE). */
const TYPES: Readonly<Record<Exclude<Verdict, 'SK'>, { readonly id: string; readonly simplified: string }>> =
  {
    AC: { id: 'AC', simplified: 'AC' },
    WA: { id: 'WA', simplified: 'WA' },
    PAC: { id: 'RE', simplified: 'WA' },
    CE: { id: 'CE', simplified: 'CE' },
    RTE: { id: 'RTE', simplified: 'RTE' },
    TLE: { id: 'TLE', simplified: 'TLE' },
    MLE: { id: 'MLE', simplified: 'RTE' },
    OLE: { id: 'OLE', simplified: 'WA' },
    JE: { id: 'JE', simplified: 'JE' },
  };

/**
 * Judgements and runs as notifications of the CLICS contest API, a line each, as in its event feed; before them the
 * judgement types and problems that they refer to. `submission_id` is the submission's name where that is an ID, so
 * that a contest system that names what it hands over by its own ids finds them again. A judgement begins when its
 * problem does and ends when it is told; SK is not judged yet, and has no run.
 */
export function createClicsReporter(sink: Sink, now: () => Date = () => new Date()): Reporter {
  let problems = 0;
  let begun = now();
  const tell = (type: string, data: { readonly id: string }): Promise<void> =>
    sink.write(`${JSON.stringify({ type, id: data.id, data })}\n`);
  return {
    start: async () => {
      for (const verdict of Object.keys(TYPES) as (keyof typeof TYPES)[])
        await tell('judgement-types', typeOf(verdict));
    },
    problem: async (problem) => {
      begun = now();
      problems += 1;
      await tell('problems', problemOf(problem, problems));
    },
    submission: async (problem, submission) => {
      const judgement = judgementOf(problem, submission, begun, now());
      await tell('judgements', judgement);
      for (const run of runsOf(judgement.id, problem, submission, now())) await tell('runs', run);
    },
    end: () => sink.close(),
    abort: () => sink.discard(),
  };
}

function typeOf(verdict: keyof typeof TYPES) {
  const { id, simplified } = TYPES[verdict];
  return {
    id,
    name: VERDICT_NAMES[verdict],
    penalty: !['AC', 'CE', 'JE'].includes(verdict),
    solved: verdict === 'AC',
    simplified_judgement_type_id: simplified,
  };
}

function problemOf(
  { id, name, timeLimit, memoryBytes, outputBytes, cases, maxScore }: ProblemHeader,
  ordinal: number,
) {
  return {
    id: clicsId(id),
    label: label(ordinal),
    name: printable(name),
    ordinal,
    ...(timeLimit.kind !== 'unknown' && { time_limit: seconds(timeLimit.timeMs) }),
    memory_limit: Math.round(memoryBytes / 2 ** 20),
    output_limit: Math.round(outputBytes / 2 ** 20),
    test_data_count: cases.length,
    ...(maxScore !== undefined && { max_score: maxScore }),
  };
}

function judgementOf(problem: ProblemHeader, submission: SubmissionReport, begun: Date, ended: Date) {
  const { name, verdict, score, usage } = submission;
  return {
    id: judgementId(problem.id, name),
    submission_id: clicsId(name),
    ...judgedAs(verdict),
    ...points(score),
    current: true,
    start_time: begun.toISOString(),
    end_time: verdict === 'SK' ? null : ended.toISOString(),
    ...(usage && { max_run_time: seconds(usage.cpuMs) }),
  };
}

/** Both are null in the contest API while a judgement is open. */
function judgedAs(verdict: Verdict) {
  if (verdict === 'SK') return { judgement_type_id: null, simplified_judgement_type_id: null };
  const { id, simplified } = TYPES[verdict];
  return { judgement_type_id: id, simplified_judgement_type_id: simplified };
}

function runsOf(judgement: string, problem: ProblemHeader, { cases }: SubmissionReport, at: Date) {
  const ordinals = new Map(problem.cases.map(({ name }, index) => [name, index + 1]));
  return cases.flatMap((each) => {
    const ordinal = ordinals.get(each.name);
    return ordinal === undefined ? [] : runOf(judgement, each, ordinal, at);
  });
}

function runOf(judgement: string, { verdict, usage, score }: CaseReport, ordinal: number, at: Date) {
  if (verdict === 'SK') return [];
  return [
    {
      id: runId(judgement, ordinal),
      judgement_id: judgement,
      ordinal,
      judgement_type_id: TYPES[verdict].id,
      time: at.toISOString(),
      ...(usage && { run_time: seconds(usage.cpuMs) }),
      ...points(score),
    },
  ];
}

/** The contest API knows no score below 0. */
function points(score: number | undefined): { readonly score?: number } {
  return score === undefined || score < 0 ? {} : { score };
}

/** A multiple of 0.001. */
function seconds(ms: number): number {
  return Math.round(ms) / 1_000;
}

/** 1 is A, 26 is Z, 27 is AA. */
function label(ordinal: number): string {
  const rest = Math.floor((ordinal - 1) / 26);
  return `${rest > 0 ? label(rest) : ''}${String.fromCharCode(65 + ((ordinal - 1) % 26))}`;
}
