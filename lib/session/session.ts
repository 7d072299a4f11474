import { basename, join } from 'node:path';
import { parse } from '../parse.js';
import { PLAIN_EXEC } from '../plain-options.js';
import type { CompileFailed, RunResult, StepResult } from '../result.js';
import type { Exec } from './exec-handle.js';
import type { FileToWrite, SessionFiles, Transferred } from './files/session-files.js';
import { closeSession, forkSession, openSession } from './lifecycle.js';
import { listSessions, type SessionInfo } from './list-sessions.js';
import type { Recovered } from './meta.js';
import type { AttachOptions, SessionOptions } from './options.js';
import { changedEnv, ExecOptions, SessionRunOptions } from './options.js';
import { sessionOptions } from './plain.js';
import { removeSession } from './remove-session.js';
import { roomsOf, type SessionParts } from './rooms.js';
import { runInSession } from './session-run.js';
import type { SessionSnapshot } from './snapshots.js';
import { query, type SqlOptions, type SqlResult } from './sqlite/query.js';
import type { SqlParameters, SqlValue } from './sqlite/values.js';
import { startExec } from './start-exec.js';
import { openTools, type SessionTools } from './tools/tools.js';

type Buffered = { encoding: 'buffer' };

/** What enforces the limits of a session's workspace: its file system, or a look at it now and then. */
export type WorkspaceEnforcer = 'filesystem' | 'polling';

/**
 * A place that stays: a workspace whose files, environment and installed packages are there from one call to the
 * next, and for the next process that attaches. Processes live as long as the Node process that started them.
 *
 * @example
 * await using session = await Session.open({ id: 'ada' });
 * await session.exec('echo hello > greeting');
 * const { stdout } = await session.run({ language: 'python', code: 'print(open("greeting").read())' });
 */
export class Session implements AsyncDisposable {
  /** Its files, with the names of node:fs/promises. */
  readonly fs: SessionFiles;
  /** Lines of a file, with their numbers. */
  readonly read: SessionTools['read'];
  /** Replaces texts in a file, each of which must be there exactly once. */
  readonly edit: SessionTools['edit'];
  /** Applies a unified diff of any number of files: all of it, or nothing. */
  readonly applyPatch: SessionTools['applyPatch'];
  /** Paths that match a pattern. */
  readonly glob: SessionTools['glob'];
  /** Lines that match a regular expression, in linear time. */
  readonly grep: SessionTools['grep'];
  /** Paths by some letters of their names. */
  readonly find: SessionTools['find'];
  /** The tree of folders. */
  readonly tree: SessionTools['tree'];
  readonly #parts: SessionParts;

  private constructor(parts: SessionParts) {
    const tools = openTools(parts.jail, parts.files);
    this.#parts = parts;
    this.fs = parts.files;
    this.read = tools.read;
    this.edit = tools.edit;
    this.applyPatch = tools.applyPatch;
    this.glob = tools.glob;
    this.grep = tools.grep;
    this.find = tools.find;
    this.tree = tools.tree;
  }

  /**
   * Opens the session of that `id`, or makes one.
   *
   * @throws BailiffError SESSION_BUSY with who has it open, SESSION_EXPIRED, INVALID_OPTIONS, STORAGE_FAILED …
   */
  static async open(options: SessionOptions = {}): Promise<Session> {
    return new Session(await openSession(sessionOptions('open', options)));
  }

  /**
   * Opens a session that is there already, of whichever process.
   *
   * @throws BailiffError SESSION_NOT_FOUND, SESSION_EXPIRED, SESSION_CLOSED when it was removed, SESSION_BUSY
   */
  static async attach(id: string, options: AttachOptions = {}): Promise<Session> {
    return new Session(await openSession(sessionOptions('attach', { ...options, id }), { mustExist: true }));
  }

  /** All sessions of this home, the one used last first. */
  static async list(options: AttachOptions = {}): Promise<SessionInfo[]> {
    return listSessions(await roomsOf(sessionOptions('list', options)));
  }

  /** Removes a session that nobody has open, and all that is in it. @throws as `attach` */
  static async remove(id: string, options: AttachOptions = {}): Promise<void> {
    await removeSession(await roomsOf(sessionOptions('remove', { ...options, id })), id);
  }

  get id(): string {
    return this.#parts.keeper.meta.id;
  }

  /** What its programs find in their environment, besides the usual. */
  get env(): Readonly<Record<string, string>> {
    return this.#parts.keeper.meta.env;
  }

  get enforcement(): { readonly workspace: WorkspaceEnforcer } {
    return { workspace: this.#parts.keeper.meta.kind === 'image' ? 'filesystem' : 'polling' };
  }

  /** How its workspace came back when it was damaged, the last time that it was. */
  get recovered(): Recovered | undefined {
    return this.#parts.keeper.meta.recovered;
  }

  /** Changes the environment of programs to come; it stays. `undefined` takes a variable away. */
  async setEnv(changes: Readonly<Record<string, string | undefined>>): Promise<void> {
    await this.#parts.keeper.change({ env: changedEnv(this.env, changes) });
  }

  /**
   * Runs a command: an argv as it is, a text by the shell. Each has a fresh jail over the same workspace, with
   * processes of its own; all of a session share one network with a loopback device.
   *
   * @example
   * const server = session.exec(['python3', '-m', 'http.server', '8000']); // in the background
   * const page = await session.exec('curl -s localhost:8000');
   * server.kill();
   *
   * @throws BailiffError INVALID_OPTIONS. The handle rejects with what was the caller's or the host's fault, and with
   * `signal.reason` when cancelled; what the program does wrong is its result.
   */
  exec(command: string | readonly string[], options: ExecOptions & Buffered): Exec<Buffer>;
  exec(command: string | readonly string[], options?: ExecOptions): Exec;
  exec(command: string | readonly string[], given: ExecOptions = {}): Exec | Exec<Buffer> {
    return startExec(this.#parts, command, parse(ExecOptions, given, 'the options of exec()', PLAIN_EXEC));
  }

  /**
   * `run()` with the workspace as the folder that the program starts in, its HOME, and a place of its modules. The
   * sources are its own jail's, in /box: two runs at once do not meet, and nothing of them stays. Modules by their
   * names are found in both; what is loaded by `./` wants `cwd: '/box'` when it is a source. @throws as `run()`
   */
  run(options: SessionRunOptions & Buffered): Promise<RunResult<Buffer>>;
  run(options: SessionRunOptions): Promise<RunResult>;
  async run(
    given: SessionRunOptions,
  ): Promise<StepResult<string | Buffer> | CompileFailed | CompileFailed<Buffer>> {
    const options = parse(SessionRunOptions, given, 'the options of session.run()');
    const { keeper, runner } = this.#parts;
    return keeper.use((active, { runEnv }) => runInSession(runner, active, runEnv, options));
  }

  /** Many files at once; their folders are made. */
  writeFiles(files: Iterable<FileToWrite> | AsyncIterable<FileToWrite>): Promise<void> {
    return this.fs.writeFiles(files);
  }

  /** Brings a file or folder of the host's. @default its own name in `uploads` */
  upload(source: string, to: string = join('uploads', basename(source))): Promise<Transferred> {
    return this.fs.upload(source, to);
  }

  /**
   * Runs SQL on an SQLite database of the workspace, in a jail.
   *
   * @throws BailiffError QUERY_FAILED, whose `cause` says where in the SQL
   */
  query<Row = Readonly<Record<string, SqlValue>>>(
    database: { readonly sqlite: string },
    sql: string,
    params: SqlParameters = [],
    options: SqlOptions = {},
  ): Promise<SqlResult<Row>> {
    return query<Row>(this.#parts.jail, database, sql, params, options);
  }

  /** Keeps what is in the workspace now, whole or not at all. A new session can begin with it: `Session.open({ from })`. */
  snapshot(): Promise<SessionSnapshot> {
    return this.#parts.snapshots.take();
  }

  /** New sessions with what is in this one now, and with its settings. */
  async fork(count = 1): Promise<Session[]> {
    return (await forkSession(this.#parts, count)).map((parts) => new Session(parts));
  }

  /** Ends its processes and lets go of it, as closing its runner does. All that is in it stays, for who attaches. */
  async close(): Promise<void> {
    await closeSession(this.#parts);
  }

  /** Ends its processes, and removes it with all that is in it. */
  async remove(): Promise<void> {
    await this.close();
    await removeSession(this.#parts, this.id);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
