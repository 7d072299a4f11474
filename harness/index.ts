export type { GradeRun } from './batch/grade-run.js';
export type { JudgeOptions } from './batch/options.js';
export type {
  Checker,
  CheckFunction,
  CheckInput,
  CheckResult,
  LibraryChecker,
  Tool,
} from './checkers/checker.js';
export { checkDefault } from './checkers/default.js';
export { type DefaultChecker, parseDefaultFlags } from './checkers/default-flags.js';
export { parseCheckerSpec } from './checkers/spec.js';
export type { GradeEvent, OnEvent } from './events.js';
export { createExitStatus, type ExitStatus, exitStatusOf } from './exit-status.js';
export { expectationsOf } from './expected.js';
export { FEEDBACK_LEVELS, type FeedbackLevel, withFeedback } from './feedback.js';
export { type GradeOptions, grade } from './grade.js';
export type { JournalOptions } from './journal/options.js';
export { type LoadOptions, loadProblem, loadProblems } from './problem/load.js';
export { problemFromGlobs } from './problem/plain.js';
export type {
  CaseScore,
  Generation,
  GroupMember,
  PackageSubmission,
  Problem,
  ProblemFile,
  ProblemFormat,
  ProblemLimits,
  SourceRules,
  SubmissionExpectation,
  SuiteTask,
  Task,
  TestCase,
  TestGroup,
  TimeLimit,
} from './problem/problem.js';
export { withChecker } from './problem/with-checker.js';
export {
  type CaseReport,
  type EvidenceReport,
  type GroupReport,
  type ProblemHeader,
  type ProblemReport,
  Report,
  type ReportHeader,
  reportSchema,
  type SubmissionReport,
  type TimeLimitReport,
  type UsageReport,
} from './report.js';
export { type OpenReportersOptions, openReporters } from './reporters/open.js';
export { createProgress, type Progress } from './reporters/progress.js';
export { broadcast, collectReport, type Reporter, type ReportSummary, replay } from './reporters/reporter.js';
export type { CaseOutcome, GroupRule, ScoreRule } from './scoring/rules.js';
export { findSubmissions, openSubmissions } from './submission/find.js';
export { type Routes, routeSubmissions } from './submission/route.js';
export type {
  Submission,
  SubmissionFile,
  SubmissionSource,
  Submissions,
} from './submission/submission.js';
export { type Decide, decideVerdict, type Evidence, VERDICTS, type Verdict } from './verdict.js';
export { type VerifyOptions, verify } from './verify.js';
