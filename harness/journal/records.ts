import { z } from 'zod';
import { CaseReport, EnforcementReport, SubmissionReport } from '../report.js';
import { VERDICTS } from '../verdict.js';

/** What a journal is of. All of it has to be the same for a journal to be gone on with. */
export const Header = z.strictObject({
  type: z.literal('bailiff-journal'),
  version: z.literal(1),
  command: z.enum(['grade', 'verify']),
  /** What decides results, of the options. */
  options: z.strictObject({
    all: z.boolean(),
    margin: z.number(),
    excerpts: z.boolean(),
    sources: z.boolean(),
    decide: z.string(),
  }),
  versions: z.record(z.string(), z.string()),
  /** In order, each with the digest of its data and limits. */
  problems: z.array(z.strictObject({ id: z.string(), digest: z.string() })),
});

/** Whose record it is: a submission to a problem, by the problem's place, under a time limit. */
const whose = {
  problem: z.number().int().nonnegative(),
  submission: z.string(),
  /** Of its sources. */
  digest: z.string(),
  timeMs: z.number(),
};

/** A case that was judged to its end. */
export const CaseRecord = z.strictObject({
  type: z.literal('case'),
  ...whose,
  case: z.string(),
  report: CaseReport,
  outcome: z.strictObject({
    verdict: z.enum(VERDICTS),
    score: z.number().optional(),
    fraction: z.number().optional(),
  }),
});

/** A submission that was judged to its end. */
export const SubmissionRecord = z.strictObject({
  type: z.literal('submission'),
  ...whose,
  report: SubmissionReport,
});

/** What held the limits of a problem's runs, each time that it changes. */
export const EnforcementRecord = z.strictObject({
  type: z.literal('enforcement'),
  problem: whose.problem,
  enforcement: EnforcementReport,
});

/** As much of a record as it takes to find it again. */
export const RecordHead = z.discriminatedUnion('type', [
  z.object({ type: z.literal('case'), ...whose, case: z.string() }),
  z.object({ type: z.literal('submission'), ...whose }),
  EnforcementRecord,
]);

export type Header = z.output<typeof Header>;
export type CaseRecord = z.output<typeof CaseRecord>;
export type SubmissionRecord = z.output<typeof SubmissionRecord>;
export type EnforcementRecord = z.output<typeof EnforcementRecord>;
export type RecordHead = z.output<typeof RecordHead>;
export type Whose = Pick<CaseRecord, 'problem' | 'submission' | 'digest' | 'timeMs'>;
