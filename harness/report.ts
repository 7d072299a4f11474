import { z } from 'zod';
import { VERDICTS } from './verdict.js';

const Verdict = z.enum(VERDICTS);
const amount = z.number().nonnegative();
const Enforcer = z.enum(['cgroup', 'polling', 'rlimit', 'none']);

/** What ended a run, without opinion. */
const Evidence = z
  .strictObject({
    /** e.g. `exited 1`, `signaled SIGSEGV`, `limit-exceeded wall`. */
    ending: z.string(),
    oomKills: amount,
    /** Of an interaction: who ended first, and how the interactor did. */
    endedFirst: z.enum(['submission', 'interactor']).optional(),
    interactor: z.string().optional(),
  })
  .readonly();

/** What a run used; for a submission, the worst of each over its cases. */
const Usage = z.strictObject({ cpuMs: amount, wallMs: amount, memoryBytes: amount }).readonly();

const score = z.number();

/** A piece of what a program read or wrote: at most 4 KiB of its beginning, control characters made visible. */
const Excerpt = z.strictObject({ text: z.string(), bytes: amount }).readonly();

/** One case of one submission. `usage` is absent where nothing ran; `message` says why it is not AC. */
export const CaseReport = z
  .strictObject({
    name: z.string(),
    verdict: Verdict,
    usage: Usage.optional(),
    message: z.string(),
    /** For the one who handed in, from the checker. */
    teamMessage: z.string().optional(),
    /** Absent in pass-fail problems. Of a case in several groups: its best. */
    score: score.optional(),
    maxScore: score.optional(),
    /** Judged near a limit: CPU times of the first run and of the one alone, which decided. */
    borderline: z
      .strictObject({ cpuMs: z.array(amount).readonly() })
      .readonly()
      .optional(),
    /** Of a multi-pass problem, when more than one. */
    passes: z.number().int().optional(),
    /** How the run ended, as far as the verdict depends on it. */
    evidence: Evidence.optional(),
    input: Excerpt.optional(),
    output: Excerpt.optional(),
    answer: Excerpt.optional(),
    stderr: Excerpt.optional(),
    /** What was said in an interaction. */
    transcript: Excerpt.optional(),
  })
  .readonly();

/** A group of cases. */
export interface GroupReport {
  readonly name: string;
  readonly verdict: z.output<typeof Verdict>;
  readonly score?: number;
  /** Absent when unbounded. */
  readonly maxScore?: number;
  readonly message: string;
  /** Names of the cases directly in it. */
  readonly cases: readonly string[];
  readonly groups: readonly GroupReport[];
}

const GroupReport: z.ZodType<GroupReport> = z.lazy(() =>
  z
    .strictObject({
      name: z.string(),
      verdict: Verdict,
      score: score.optional(),
      maxScore: score.optional(),
      message: z.string(),
      cases: z.array(z.string()).readonly(),
      groups: z.array(GroupReport).readonly(),
    })
    .readonly(),
);

/** What the package's folder promises about a submission, and whether it came so. */
const PromiseReport = z
  .strictObject({
    folder: z.string(),
    permitted: z.array(Verdict).readonly(),
    required: z.array(Verdict).readonly(),
    /** What was not as expected, in a sentence; empty when kept. */
    reason: z.string().optional(),
    /** `undecided`: interrupted, or a judge error. */
    outcome: z.enum(['kept', 'broken', 'undecided']),
  })
  .readonly();

export const SubmissionReport = z
  .strictObject({
    name: z.string(),
    language: z.string(),
    verdict: Verdict,
    usage: Usage.optional(),
    /** The compiler's message for CE, the host's fault for a JE before any case; else empty. */
    message: z.string(),
    cases: z.array(CaseReport).readonly(),
    /** Absent in pass-fail problems. */
    score: score.optional(),
    maxScore: score.optional(),
    /** The groups of a problem that has any besides sample and secret, or scores. */
    groups: z.array(GroupReport).readonly().optional(),
    /** Name of an earlier submission with the same sources. */
    duplicateOf: z.string().optional(),
    /** Its sources, where asked for. */
    sources: z
      .array(z.strictObject({ path: z.string(), text: z.string() }).readonly())
      .readonly()
      .optional(),
    promise: PromiseReport.optional(),
  })
  .readonly();

/** The CPU and wall limit of each case, and where they come from. */
const TimeLimitReport = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('declared'), timeMs: amount, wallMs: amount, file: z.string() }),
  z.strictObject({
    kind: z.literal('computed'),
    timeMs: amount,
    wallMs: amount,
    /** The slowest accepted submission, and its slowest case. */
    submission: z.string(),
    slowestMs: amount,
    multiplier: amount,
  }),
  /** Not measured: interrupted, a fault of the host, or accepted submissions that are not. Nothing else was run. */
  z.strictObject({
    kind: z.literal('unknown'),
    cause: z.enum(['interrupted', 'host', 'package']),
    reason: z.string(),
  }),
]);

/** What held the limits of the runs. */
export const EnforcementReport = z
  .strictObject({ cpu: Enforcer, memory: Enforcer, processes: Enforcer, ownUid: z.boolean() })
  .readonly();

const ProblemReport = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    type: z.enum(['pass-fail', 'scoring']),
    /** Of a scoring problem; absent when unbounded. */
    maxScore: score.optional(),
    /** Every case in judging order, and whether it is a sample. */
    cases: z.array(z.strictObject({ name: z.string(), sample: z.boolean() }).readonly()).readonly(),
    timeLimit: TimeLimitReport,
    memoryBytes: amount,
    outputBytes: amount,
    /** What held the limits; absent when nothing ran. */
    enforcement: EnforcementReport.optional(),
    /** How a suite of unit tests was run: `same-process` results can be forged in principle. */
    level: z.enum(['process', 'same-process']).optional(),
    warnings: z.array(z.string()).readonly(),
    submissions: z.array(SubmissionReport).readonly(),
  })
  .readonly();

/** The outcome of `grade` and `verify` as plain data: what `--json` prints. `version` rises with breaking changes. */
export const Report = z
  .strictObject({
    version: z.literal(1),
    command: z.enum(['grade', 'verify']),
    status: z.enum(['complete', 'interrupted']),
    problems: z.array(ProblemReport).readonly(),
  })
  .readonly();

export type Report = z.output<typeof Report>;
export type ProblemReport = z.output<typeof ProblemReport>;
/** What a report says before its problems. */
export type ReportHeader = Pick<Report, 'version' | 'command'>;
/** What is said of a problem before its submissions. */
export type ProblemHeader = Omit<ProblemReport, 'submissions'>;
export type TimeLimitReport = z.output<typeof TimeLimitReport>;
export type SubmissionReport = z.output<typeof SubmissionReport>;
export type CaseReport = z.output<typeof CaseReport>;
export type EvidenceReport = z.output<typeof Evidence>;
export type UsageReport = z.output<typeof Usage>;

/** The JSON schema (draft 2020-12) of {@link Report}. */
export function reportSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(Report), title: 'bailiff report' };
}
