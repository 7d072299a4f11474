import { z } from 'zod';
import { VERDICTS } from './verdict.js';

const Verdict = z.enum(VERDICTS);
const amount = z.number().nonnegative();
const Enforcer = z.enum(['cgroup', 'polling', 'rlimit', 'none']);

/** What a run used; for a submission, the worst of each over its cases. */
const Usage = z.strictObject({ cpuMs: amount, wallMs: amount, memoryBytes: amount }).readonly();

/** One case of one submission. `usage` is absent where nothing ran; `message` says why it is not AC. */
const CaseReport = z
  .strictObject({ name: z.string(), verdict: Verdict, usage: Usage.optional(), message: z.string() })
  .readonly();

/** What the package's folder promises about a submission, and whether it came so. */
const PromiseReport = z
  .strictObject({
    folder: z.string(),
    permitted: z.array(Verdict).readonly(),
    required: z.array(Verdict).readonly(),
    /** `undecided`: interrupted, or a judge error. */
    outcome: z.enum(['kept', 'broken', 'undecided']),
  })
  .readonly();

const SubmissionReport = z
  .strictObject({
    name: z.string(),
    language: z.string(),
    verdict: Verdict,
    usage: Usage.optional(),
    /** The compiler's message for CE, the host's fault for a JE before any case; else empty. */
    message: z.string(),
    cases: z.array(CaseReport).readonly(),
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

const ProblemReport = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    timeLimit: TimeLimitReport,
    memoryBytes: amount,
    outputBytes: amount,
    /** What held the limits; absent when nothing ran. */
    enforcement: z
      .strictObject({ cpu: Enforcer, memory: Enforcer, processes: Enforcer, ownUid: z.boolean() })
      .readonly()
      .optional(),
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
export type TimeLimitReport = z.output<typeof TimeLimitReport>;
export type SubmissionReport = z.output<typeof SubmissionReport>;
export type CaseReport = z.output<typeof CaseReport>;
export type UsageReport = z.output<typeof Usage>;
