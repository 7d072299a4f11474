import { BailiffError, messageOf } from '../errors.js';
import type { ActiveSession, SessionPlace } from './active.js';
import { libraryPath, sessionEnv, toolFolders } from './environment.js';
import { type HeldSession, holdSession } from './hold.js';
import type { SessionMeta } from './meta.js';
import type { Rooms } from './rooms.js';
import { emitWarning, failedWarning, type OnWarning, recoveredWarning } from './warnings.js';

/** What programs of a session find, whichever cell they run in. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string>>;
  readonly place: SessionPlace;
  /** What `run()` adds to the environment of a language: without what is for commands alone. */
  readonly runEnv: Readonly<Record<string, string>>;
  /** See CellHost. */
  readonly system: string | undefined;
}

interface Current {
  readonly held: HeldSession;
  surroundings: Surroundings;
}

/**
 * Keeps a session active while it is used: stops it after a time without calls, and takes it again at the next one.
 * While it is stopped nobody has it.
 */
export class ActiveKeeper {
  readonly #rooms: Rooms;
  readonly #onWarning: OnWarning;
  /** Just made, and not taken yet. */
  #isNew: boolean;
  #meta: SessionMeta;
  #current: Promise<Current> | undefined;
  #calls = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopping: Promise<void> = Promise.resolve();
  #closed: Promise<void> | undefined;
  #beforeRest: () => Promise<unknown> = async () => undefined;

  constructor(
    rooms: Rooms,
    meta: SessionMeta,
    {
      isNew = false,
      onWarning = emitWarning,
    }: { readonly isNew?: boolean; readonly onWarning?: OnWarning } = {},
  ) {
    this.#rooms = rooms;
    this.#meta = meta;
    this.#isNew = isNew;
    this.#onWarning = onWarning;
  }

  get meta(): SessionMeta {
    return this.#meta;
  }

  /** @throws BailiffError SESSION_CLOSED, and what taking a session throws */
  async use<T>(task: (active: ActiveSession, surroundings: Surroundings) => Promise<T>): Promise<T> {
    if (this.#closed) throw this.#closedFault();
    clearTimeout(this.#timer);
    this.#calls++;
    try {
      this.#current ??= this.#start();
      const { held, surroundings } = await this.#current;
      return await task(held.active, surroundings);
    } finally {
      if (--this.#calls === 0 && !this.#closed) this.#rest();
    }
  }

  /** Changes what is kept of the session. */
  async change(changes: Partial<SessionMeta>): Promise<void> {
    await this.use(async (_active, { system }) => {
      await this.keep(changes);
      const current = await this.#current!;
      current.surroundings = await this.#surroundings(system);
    });
  }

  /** Notes what has become of the session, while it is in use. */
  async keep(changes: Partial<SessionMeta>): Promise<void> {
    this.#meta = { ...this.#meta, ...changes };
    await this.#rooms.registry.save(this.#meta);
  }

  /** What is done before it is stopped for want of calls. */
  beforeRest(task: () => Promise<unknown>): void {
    this.#beforeRest = task;
  }

  close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#closed ??= this.#stop();
    return this.#closed;
  }

  #rest(): void {
    this.#timer = setTimeout(() => {
      void this.#stopIdle();
    }, this.#meta.stopMs).unref();
  }

  /** What fails is no loss, for the workspace stays; but somebody is told. */
  async #stopIdle(): Promise<void> {
    if (this.#calls > 0 || this.#closed) return;
    this.#calls++;
    await this.#beforeRest().catch((error) => this.#noteFailure(error));
    if (--this.#calls > 0 || this.#closed) return;
    await this.#stop().catch((error) => this.#onWarning(failedWarning('stop-failed', this.#meta.id, error)));
  }

  async #noteFailure(error: unknown): Promise<void> {
    this.#onWarning(failedWarning('snapshot-failed', this.#meta.id, error));
    const snapshotFailed = { at: Date.now(), reason: messageOf(error) };
    await this.keep({ snapshotFailed }).catch(() => undefined); // a full disk, say: it was said already
  }

  async #start(): Promise<Current> {
    try {
      await this.#stopping.catch(() => undefined);
      const held = await holdSession(this.#rooms, this.#meta.id, { isNew: this.#isNew });
      this.#isNew = false;
      const { recovered = this.#meta.recovered } = held;
      this.#meta = { ...this.#meta, ...held.active.meta, recovered };
      if (held.recovered) this.#onWarning(recoveredWarning(this.#meta.id, held.recovered));
      const { pool } = await this.#rooms.runner.engine.resources();
      return { held, surroundings: await this.#surroundings(pool.host.system) };
    } catch (error) {
      this.#current = undefined;
      throw error;
    }
  }

  async #surroundings(system: string | undefined): Promise<Surroundings> {
    const { toolbox } = await this.#rooms.runner.engine.resources();
    const { language, libraries } = this.#meta;
    const toolchain = language === undefined ? undefined : await toolbox.pick(language);
    const layers = toolchain && (await toolbox.libraries(toolchain, { named: libraries, usual: [] }));
    const roots = [...(toolchain ? toolbox.extraRoots(toolchain) : []), ...(layers?.roots ?? [])];
    const moved = libraryPath(toolbox, toolchain);
    const env = {
      ...(moved && { LD_LIBRARY_PATH: moved }),
      ...layers?.env,
      ...layers?.paths,
      ...sessionEnv(this.#meta, toolFolders(toolbox, toolchain)),
    };
    return { env, runEnv: sessionEnv(this.#meta, []), place: { roots }, system };
  }

  #stop(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    const before = this.#stopping;
    this.#stopping = (async () => {
      await before.catch(() => undefined);
      const running = await current?.catch(() => undefined); // it failed to start: nothing to stop
      this.#meta = { ...this.#meta, usedAt: Date.now() };
      await running?.held.release(this.#meta);
    })();
    return this.#stopping;
  }

  #closedFault(): BailiffError {
    const { id } = this.#meta;
    return new BailiffError(
      'SESSION_CLOSED',
      `Cannot use the session "${id}": this handle was closed; open it again with Session.attach("${id}")`,
    );
  }
}
