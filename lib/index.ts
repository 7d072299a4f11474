export { selfTest } from './doctor.js';
export { BailiffError, type Blame, ERROR_CODES, type ErrorCode, messageOf } from './errors.js';
export { createFolderStore, type FolderStore, type FolderStoreOptions } from './folder-store.js';
export type { Interaction, InteractOptions, InteractSide } from './interact.js';
export { type Finding, type HostReport, probeHost } from './jail/host.js';
export { CEILINGS, COMPILE_LIMITS, type Limits, type LimitsInput, RUN_LIMITS } from './limits.js';
export type {
  CompileOptions,
  JobFile,
  ProgramRunOptions,
  Requirement,
  RunnerOptions,
  RunOptions,
  Stdin,
} from './options.js';
export type { Program } from './program.js';
export type {
  CollectedFile,
  CompileFailed,
  Enforcement,
  Enforcer,
  Exited,
  LimitExceeded,
  RunResult,
  Signaled,
  StepResult,
  Usage,
} from './result.js';
export { compile, run } from './run.js';
export { createRunner, type Runner } from './runner.js';
export type { Exec, ExecChunk } from './session/exec-handle.js';
export type {
  ArchiveOptions,
  FileChange,
  FileToWrite,
  SessionFiles,
  Transferred,
  UnpackOptions,
} from './session/files/session-files.js';
export type { SessionInfo } from './session/list-sessions.js';
export type { Recovered, SnapshotFailed } from './session/meta.js';
export {
  EXEC_LIMITS,
  type ExecOptions,
  type SessionOptions,
  type SessionRunOptions,
} from './session/options.js';
export { Session, type WorkspaceEnforcer } from './session/session.js';
export type { SessionSnapshot } from './session/snapshots.js';
export type { SqlFault, SqlResult } from './session/sqlite/query.js';
export type { SqlParameters, SqlValue } from './session/sqlite/values.js';
export type { SessionTools } from './session/tools/tools.js';
export type { SessionWarning } from './session/warnings.js';
export {
  type Noise,
  type NoiseSample,
  probeTiming,
  type Spread,
  type TimingOptions,
  type TimingReport,
} from './timing.js';
export type { Said, Transcript } from './transcript.js';
export { formatBytes, formatMs, parseBytes, parseMs } from './units.js';
