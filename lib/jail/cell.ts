import { availableParallelism } from 'node:os';
import { BailiffError } from '../errors.js';
import type { Enforcement } from '../result.js';
import { CellFolder } from './cell-folder.js';
import { CellProcess } from './cell-process.js';
import { CellRun } from './cell-run.js';
import { type CellHost, cellScript, enforcementOf, stepRequest } from './cell-setup.js';
import type { CellCgroup } from './cgroup.js';
import { type Profile, profileKey } from './config.js';
import { encodeFrame, encodeRequest, type Frame, LAUNCH_EXIT } from './protocol.js';
import type { JailReport, Step } from './step.js';

const START_TIMEOUT_MS = 10_000;
const KICK_MS = 10; // nsjail loses a wake-up now and then until its 1 s tick
const KICKS = 500;
const CANCEL_GRACE_MS = 500;
const CLOSE_GRACE_MS = 2_000;
const MEMORY_STEP_BYTES = 256 * 1_024; // limits in steps: fewer writes to the group between runs
const JAIL_PROCESSES = 2; // nsjail and the gate are in the group too

export type CellState = 'starting' | 'parked' | 'running' | 'parking' | 'closing' | 'closed';

/** One resident nsjail that holds one parked, unused jail: runs one step at a time, each in a jail of its own. */
export class Cell {
  readonly enforcement: Enforcement;
  readonly key: string;
  state: CellState = 'starting';
  readonly #process: CellProcess;
  #folder: CellFolder | undefined;
  #cgroup: CellCgroup | undefined;
  #nonce = 0n;
  #idleBytes = 0;
  #run: CellRun | undefined;
  #kicker: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;
  readonly #gone = Promise.withResolvers<void>();
  readonly #started = Promise.withResolvers<void>();

  /** `onChange` is called whenever the cell is parked or closed. */
  constructor(
    readonly host: CellHost,
    readonly profile: Profile,
    core: number | undefined,
    readonly onChange: () => void,
  ) {
    this.enforcement = enforcementOf(host);
    this.key = profileKey(profile);
    this.#started.promise.catch(() => undefined);
    this.#process = new CellProcess({
      ...host,
      slots: Math.floor(host.uids.count / 2),
      core,
      onFrame: (frame) => this.#onFrame(frame),
      onExit: (code) => this.#onExit(code),
    });
    this.#startTimer = setTimeout(() => this.#process.signal('SIGKILL'), START_TIMEOUT_MS);
  }

  readonly #startTimer: NodeJS.Timeout;

  /** @throws BailiffError JAIL_FAILED with nsjail's own words when it does not come up. */
  get started(): Promise<void> {
    return this.#started.promise;
  }

  /** Takes a parked cell out of the pool, for one call of `run`. */
  claim(): void {
    if (this.state !== 'parked') throw new Error(`cell is ${this.state}`);
    this.state = 'running';
    this.#process.ref();
  }

  /** Runs one step. Rejects with the signal's reason when cancelled, with JAIL_FAILED when the jail breaks. */
  async run(step: Step, signal?: AbortSignal): Promise<JailReport> {
    const folder = this.#folder!;
    if (step.artifact || step.stdin.kind === 'file') await this.#prepare(folder, step);
    if (signal?.aborted || this.state !== 'running') {
      this.#park();
      throw signal?.reason ?? this.#fault('the cell was closed');
    }
    const { promise, resolve, reject } = Promise.withResolvers<Omit<JailReport, 'enforcement'>>();
    const onAbort = () => this.#cancel();
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      this.#release(new CellRun(step, this.#nonce, resolve, reject));
      const report = await promise;
      if (report.cause === 'cancel') throw signal?.reason;
      return { ...report, enforcement: this.enforcement };
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Ends the cell and removes what belongs to it. All of it is dead when this resolves. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #prepare(folder: CellFolder, step: Step): Promise<void> {
    try {
      await folder.prepare(step);
    } catch (error) {
      this.#park();
      throw error;
    }
  }

  #release(run: CellRun): void {
    const { step } = run;
    const request = encodeRequest(stepRequest(step, run.nonce, this.host.pin ? 1 : availableParallelism()));
    const own = Math.ceil((this.#idleBytes + 2 * request.length) / MEMORY_STEP_BYTES) * MEMORY_STEP_BYTES;
    this.#cgroup?.limit(step.limits.memoryBytes + own, step.limits.processes + JAIL_PROCESSES);
    this.#run = run;
    this.#process.send(request);
  }

  #cancel(): void {
    this.#process.send(encodeFrame('X'));
    setTimeout(() => {
      if (this.#run) this.#process.signal('SIGKILL');
    }, CANCEL_GRACE_MS).unref();
  }

  #onFrame(frame: Frame): void {
    if (frame.type === 'lease') this.#build(frame.slot);
    else if (frame.type === 'ready') this.#onReady(frame.nonce);
    else if (!this.#run) throw new Error(`${frame.type} out of turn`);
    else if (frame.type === 'want') void this.#feed(this.#run);
    else if (frame.type === 'report') this.#onReport(this.#run, frame.report);
    else if (frame.type === 'end') this.#settle(this.#run);
    else this.#run.take(frame);
  }

  #build(slot: number): void {
    try {
      this.#folder = new CellFolder(this.host.home, slot);
      this.#cgroup = this.host.cgroups?.create(slot);
      this.#process.send(
        encodeFrame('S', cellScript(this.host, this.profile, slot, this.#folder, this.#cgroup)),
      );
    } catch (error) {
      this.#started.reject(
        new BailiffError('JAIL_FAILED', `Cannot set up a cell: ${String(error)}`, { cause: error }),
      );
      void this.close();
    }
  }

  #onReady(nonce: bigint): void {
    this.#nonce = nonce;
    clearTimeout(this.#kicker);
    this.#idleBytes = this.#cgroup?.idleBytes() ?? 0;
    if (this.#run) this.#settle(this.#run, this.#withoutReport());
    if (this.state === 'starting') this.#process.unref();
    clearTimeout(this.#startTimer);
    this.#started.resolve();
    this.#park();
  }

  #park(): void {
    if (this.state === 'closing' || this.state === 'closed') return;
    this.state = 'parked';
    this.#process.unref();
    this.onChange();
  }

  #onReport(run: CellRun, report: NonNullable<CellRun['report']>): void {
    if (report.nonce !== run.nonce || run.report) throw new Error('report of another run');
    run.report = report;
    if (run.step.collect.length === 0) return this.#settle(run);
    this.#cgroup?.lift();
    this.#process.send(encodeFrame('G'));
  }

  /** A jail that ended without a report is the program's doing if the kernel ended it for its memory. */
  #withoutReport(): Parameters<CellRun['result']>[0] {
    return this.#cgroup && this.#cgroup.oomKills() > 0 ? { cause: 'memory', oomKills: 1 } : undefined;
  }

  #settle(run: CellRun, fallback?: Parameters<CellRun['result']>[0]): void {
    this.#run = undefined;
    if (this.state === 'running') this.state = 'parking';
    if (run.report || fallback) run.resolve(run.result(fallback));
    else run.reject(this.#fault('the jail ended without a report'));
    if ((run.report?.oomKills ?? 1) > 0)
      void this.close(); // its groups remember too much
    else this.#kickLater(KICKS);
  }

  #kickLater(left: number): void {
    this.#kicker = setTimeout(() => {
      if (left === 0) return void this.close();
      this.#process.signal('SIGUSR1');
      this.#kickLater(left - 1);
    }, KICK_MS).unref();
  }

  async #feed(run: CellRun): Promise<void> {
    if (run.step.stdin.kind !== 'chunks') return;
    try {
      const { value, done } = await run.step.stdin.chunks.next();
      if (this.#run !== run) return;
      this.#process.send(encodeFrame('I', done ? undefined : value));
    } catch (error) {
      run.reject(error); // the caller's own stream failed
      this.#cancel();
    }
  }

  #onExit(code: number | undefined): void {
    const run = this.#run;
    this.#run = undefined;
    this.state = 'closing';
    clearTimeout(this.#startTimer);
    clearTimeout(this.#kicker);
    if (run) this.#settleDead(run, code);
    this.#started.reject(
      this.#fault(code === LAUNCH_EXIT.NO_LEASE ? 'all outside user ids are leased' : 'it did not come up'),
    );
    this.#gone.resolve();
    void this.close().catch(() => undefined);
  }

  #settleDead(run: CellRun, code: number | undefined): void {
    const fallback =
      code === LAUNCH_EXIT.LATE_WALL
        ? { cause: 'wall' as const }
        : code === LAUNCH_EXIT.LATE_CPU
          ? { cause: 'cpu' as const }
          : this.#withoutReport();
    if (fallback) run.resolve(run.result(fallback));
    else run.reject(this.#fault('the jail ended without a report'));
  }

  #fault(what: string): BailiffError {
    const log = this.#process.log;
    return new BailiffError(
      'JAIL_FAILED',
      `Jail failed: ${what}${log ? `; nsjail says: ${log}` : ''}; run: bailiff doctor`,
    );
  }

  async #close(): Promise<void> {
    if (this.state !== 'closed') this.state = 'closing';
    this.#process.ref();
    this.#process.signal('SIGTERM');
    const killer = setTimeout(() => this.#process.signal('SIGKILL'), CLOSE_GRACE_MS);
    await this.#gone.promise;
    clearTimeout(killer);
    await this.#cgroup?.remove();
    this.#folder?.remove();
    this.state = 'closed';
    this.onChange();
  }
}
