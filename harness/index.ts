export { type CheckResult, checkDefault } from './checkers/default.js';
export { type DefaultChecker, parseDefaultFlags } from './checkers/default-flags.js';
export type { GradeEvent, OnEvent } from './events.js';
export { exitStatusOf } from './exit-status.js';
export { type Promised, promiseOf } from './expected.js';
export { type GradeOptions, grade, type JudgeOptions } from './grade.js';
export { type LoadOptions, loadProblem } from './problem/load.js';
export {
  type Checker,
  casesOf,
  type PackageSubmission,
  type Problem,
  type ProblemLimits,
  type TestCase,
  type TestGroup,
  type TimeLimit,
} from './problem/problem.js';
export {
  type CaseReport,
  type ProblemReport,
  Report,
  type SubmissionReport,
  type TimeLimitReport,
} from './report.js';
export { renderJson } from './reporters/json.js';
export { type Paint, paintFor } from './reporters/paint.js';
export { createProgress, type Progress } from './reporters/progress.js';
export { renderReport } from './reporters/table.js';
export { findSubmissions } from './submission/find.js';
export type { Submission, SubmissionFile } from './submission/submission.js';
export { type Ending, foldVerdicts, VERDICTS, type Verdict, verdictOfRun } from './verdict.js';
export { type VerifyOptions, verify } from './verify.js';
