import type { Enforcement } from '../result.js';
import {
  causeOfDeath,
  closedFault,
  jailFault,
  limitsFault,
  lostFault,
  setUpFault,
  startFault,
} from './cell-faults.js';
import type { CellLinks } from './cell-links.js';
import { type CellEnd, CellProcess } from './cell-process.js';
import { CellRun } from './cell-run.js';
import { type CellHost, enforcementOf, servesMany, stepRequest } from './cell-setup.js';
import { CellSite } from './cell-site.js';
import { type Profile, profileKey } from './config.js';
import type { Frame, ReportFrame } from './frames.js';
import { Kicker } from './kicker.js';
import { encodeFrame, encodeRequest } from './protocol.js';
import { guarded } from './run-guard.js';
import type { JailReport, Step } from './step.js';
import { sweepStale } from './sweep.js';
import { traceParking } from './trace.js';

const CANCEL_GRACE_MS = 500;

export type CellState = 'starting' | 'parked' | 'running' | 'parking' | 'closing' | 'closed';

/** One resident nsjail that holds one parked, unused jail: runs one step at a time, each in a jail of its own. */
export class Cell {
  readonly enforcement: Enforcement;
  readonly key: string;
  state: CellState = 'starting';
  readonly #process: CellProcess;
  readonly #kicker: Kicker;
  readonly #started = Promise.withResolvers<void>();
  #site: CellSite | undefined;
  #nonce = 0n;
  #run: CellRun | undefined;
  #building: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  /** Tells whoever traces the last run that the next jail is there. */
  #parking: (() => void) | undefined;
  #lost = false;

  /** `onChange` is called whenever the cell is parked or closed. */
  constructor(
    readonly host: CellHost,
    readonly profile: Profile,
    /** The core that it stays on; undefined: any. */
    readonly core: number | undefined,
    readonly onChange: () => void,
  ) {
    this.enforcement = enforcementOf(host);
    this.key = profileKey(profile);
    this.#kicker = new Kicker(
      () => this.#process.signal('SIGUSR1'),
      () => this.retire(),
    );
    this.#started.promise.catch(() => undefined); // a spare that fails to start is nobody's error
    this.#process = new CellProcess({
      ...host,
      core,
      onFrame: (frame) => this.#onFrame(frame),
      onEnd: (end) => this.#onEnd(end),
    });
  }

  /** @throws BailiffError JAIL_FAILED with nsjail's own words, or LEASES_EXHAUSTED, when it does not come up. */
  get started(): Promise<void> {
    return this.#started.promise;
  }

  /** Where its FIFOs are, once it has been parked. */
  get links(): CellLinks {
    return this.#site!.links;
  }

  /** Takes a parked cell out of the pool, for one call of `run`. */
  claim(): void {
    if (this.state !== 'parked') throw new Error(`cell is ${this.state}`);
    this.state = 'running';
    this.#process.ref();
  }

  /** Runs one step. Rejects with the signal's reason when cancelled, with JAIL_FAILED when the jail breaks. */
  async run(step: Step, signal?: AbortSignal): Promise<JailReport> {
    const { wallMs } = step.limits;
    const guard = {
      signal,
      wallMs,
      cancel: () => this.#cancel(),
      kill: () => this.#process.signal('SIGKILL'),
    };
    return guarded(guard, async () => {
      await this.#prepare(step, signal);
      return { ...(await this.#release(step)), enforcement: this.enforcement };
    });
  }

  /** Lets a joined step begin that has said that it waits for that. */
  begin(): void {
    if (this.#run) this.#process.send(encodeFrame('B'));
  }

  /** Gives a claimed cell back unused. */
  leave(): void {
    if (this.state === 'running' && !this.#run) this.#park();
  }

  /** Ends the cell and removes what belongs to it. All of it is dead when this resolves. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #prepare(step: Step, signal?: AbortSignal): Promise<void> {
    try {
      const preparing = this.#site!.prepare(step);
      if (preparing) await preparing;
      signal?.throwIfAborted();
      const { log } = this.#process;
      if (this.state !== 'running') throw this.#lost ? lostFault(log) : jailFault('it was closed', log);
    } catch (error) {
      if (step.link)
        this.retire(); // its FIFO has been given to the other side
      else this.#park();
      throw error;
    }
  }

  #release(step: Step): CellRun['outcome'] {
    const run = new CellRun(step, this.#nonce);
    this.#run = run;
    try {
      const request = encodeRequest(stepRequest(step, this.#nonce, this.host.cores));
      this.#site!.limit(step, request.length);
      step.onStage?.('sent'); // before: the gate may have it before this goes on
      this.#process.send(request);
    } catch (cause) {
      run.reject(limitsFault(cause));
      this.retire();
    }
    return run.outcome;
  }

  #cancel(): void {
    const run = this.#run;
    if (!run) return;
    this.#process.send(encodeFrame('X'));
    setTimeout(() => this.#run === run && this.#process.signal('SIGKILL'), CANCEL_GRACE_MS).unref();
  }

  #onFrame(frame: Frame): void {
    const run = this.#run;
    if (frame.type === 'lease') this.#building = this.#build(frame.slot);
    else if (frame.type === 'ready') this.#onReady(frame.nonce);
    else if (frame.type === 'lost') this.#onLost();
    else if (!run) throw new Error(`${frame.type} out of turn`);
    else if (frame.type === 'want')
      void run.feed(
        (chunk) => this.#process.send(chunk),
        () => this.#cancel(),
      );
    else if (frame.type === 'joined' && run.step.link) run.step.link.onJoined();
    else if (frame.type === 'report') this.#onReport(run, frame.report);
    else if (frame.type === 'end') this.#settle(run);
    else if (!run.take(frame)) this.#cancel(); // the caller's own callback failed
  }

  async #build(slot: number): Promise<void> {
    try {
      await this.host.cgroups?.sweep(slot); // a killed owner's: they remember its limits, and whom the kernel killed
      if (this.state !== 'starting') return;
      this.#site = new CellSite(this.host, this.profile, slot);
      this.#process.send(encodeFrame('S', this.#site.script));
    } catch (cause) {
      this.#started.reject(setUpFault(cause));
      this.retire();
    }
  }

  #onReady(nonce: bigint): void {
    this.#nonce = nonce;
    this.#process.isUp();
    this.#kicker.stop();
    if (this.#run) this.#settle(this.#run, this.#site!.causeOfSilence());
    this.#parking?.();
    this.#site!.noteIdle();
    this.#started.resolve();
    this.#park();
  }

  /** Its log has more to say by the time that it has ended. */
  #onLost(): void {
    this.#lost = true;
    this.retire();
  }

  #park(): void {
    if (this.state === 'closing' || this.state === 'closed') return;
    this.state = 'parked';
    this.#process.unref();
    this.onChange();
  }

  #onReport(run: CellRun, report: ReportFrame): void {
    run.accept(report);
    run.step.onStage?.('reported');
    if (run.step.collect.length === 0) this.#settle(run);
    else {
      this.#site!.lift(); // what is sent now is no longer the program's memory
      this.#process.send(encodeFrame('G'));
    }
  }

  #settle(run: CellRun, fallback?: Partial<ReportFrame>): void {
    this.#run = undefined;
    if (this.state === 'running') this.state = 'parking';
    const whole = run.finish(fallback, () => this.#death());
    this.#parking = traceParking(run.step);
    if (whole && run.oomKills === 0 && servesMany(this.host)) this.#kicker.start();
    else this.retire(); // after an OOM kill its groups remember too much
    if (this.state === 'parking' && this.profile.warm) this.#site!.makeRoom();
  }

  #onEnd({ exitCode, leased }: CellEnd): void {
    const run = this.#run;
    this.#run = undefined;
    this.#kicker.stop();
    const known = leased && !this.#closing ? this.#site?.causeOfSilence() : undefined;
    const { log } = this.#process;
    if (this.#lost) run?.reject(lostFault(log, run.untouched));
    else run?.finish(causeOfDeath(exitCode) ?? known, () => this.#death());
    this.#started.reject(this.#lost ? lostFault(log) : startFault(exitCode, this.host.uids, log));
    this.retire();
  }

  #death(): Error {
    return this.#closing ? closedFault() : jailFault('it ended without a report', this.#process.log);
  }

  /** Closes on its own account; who closes the runner is told what failed. */
  retire(): void {
    this.close().catch(() => undefined);
  }

  async #close(): Promise<void> {
    this.state = 'closing';
    const { leased } = await this.#process.end();
    await this.#building; // else it could take the slot's next owner for a killed one
    try {
      if (leased) await this.#site?.remove();
      await this.#process.release();
      if (!leased || !this.#site) await sweepStale(this.host); // the slot may be somebody else's already
    } finally {
      await this.#process.release();
      this.state = 'closed';
      this.onChange();
    }
  }
}
