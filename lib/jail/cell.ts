import type { Enforcement } from '../result.js';
import { causeOfDeath, closedFault, jailFault, lostFault, setUpFault, startFault } from './cell-faults.js';
import type { CellLinks } from './cell-links.js';
import { type CellEnd, CellProcess } from './cell-process.js';
import { type CellHost, enforcementOf, servesMany } from './cell-setup.js';
import { CellSite } from './cell-site.js';
import { CellTurn } from './cell-turn.js';
import { type Profile, profileKey } from './config.js';
import type { Frame, ReportFrame } from './frames.js';
import { Kicker } from './kicker.js';
import { encodeFrame } from './protocol.js';
import type { JailReport, Step } from './step.js';
import { sweepStale } from './sweep.js';
import { traceParking } from './trace.js';

export type CellState = 'starting' | 'parked' | 'running' | 'parking' | 'closing' | 'closed';

/** One resident nsjail that holds one parked, unused jail: runs one step at a time, each in a jail of its own. */
export class Cell {
  readonly enforcement: Enforcement;
  readonly key: string;
  state: CellState = 'starting';
  outside: { readonly launch?: number; readonly program?: number } = {}; // pid of launch, user id of programs
  readonly #process: CellProcess;
  readonly #kicker: Kicker;
  readonly #started = Promise.withResolvers<void>();
  #site: CellSite | undefined;
  #nonce = 0;
  #turn: CellTurn | undefined;
  #building: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #parking: (() => void) | undefined; // tells whoever traces the last run that the next jail is there
  #lost = false;

  constructor(
    readonly host: CellHost,
    readonly profile: Profile,
    readonly core: number | undefined, // that it stays on; undefined: any
    public onChange: () => void = () => undefined, // it is parked, or closed
  ) {
    this.enforcement = enforcementOf(host);
    this.key = profileKey(profile);
    const kick = () => this.#process.signal('SIGUSR1');
    this.#kicker = new Kicker(kick, () => this.retire());
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
    const site = this.#site!;
    try {
      const preparing = site.prepare(step);
      if (preparing) await preparing;
      signal?.throwIfAborted();
      if (this.state !== 'running') throw this.#closed();
    } catch (error) {
      if (step.link)
        this.retire(); // its FIFO has been given to the other side
      else this.#park();
      throw error;
    }
    const { enforcement, host } = this;
    const place = { process: this.#process, site, nonce: this.#nonce, enforcement, cores: host.cores };
    const turn = new CellTurn(step, place, signal);
    this.#turn = turn;
    if (!turn.start()) this.retire();
    return turn.outcome;
  }

  /** Lets a joined step begin that has said that it waits for that. */
  begin(): void {
    this.#turn?.begin();
  }

  /** Gives a claimed cell back unused. */
  leave(): void {
    if (this.state === 'running' && !this.#turn) this.#park();
  }

  /** Ends the cell and removes what belongs to it. All of it is dead when this resolves. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #onFrame(frame: Frame): void {
    const turn = this.#turn;
    if (frame.type === 'lease') this.#building = this.#build(frame.slot);
    else if (frame.type === 'ready') this.#onReady(frame);
    else if (frame.type === 'lost') {
      this.#lost = true;
      this.retire(); // its log has more to say by the time that it has ended
    } else if (!turn) throw new Error(`${frame.type} out of turn`);
    else if (turn.take(frame)) this.#settle(turn);
  }

  async #build(slot: number): Promise<void> {
    try {
      await this.host.cgroups?.sweep(slot); // a killed owner's: they remember its limits, and whom the kernel killed
      if (this.state !== 'starting') return this.#process.signal('SIGKILL'); // it waits for its script, and hears nothing else
      this.#site = new CellSite(this.host, this.profile, slot);
      this.outside = { launch: this.#process.pid, program: this.#site.program };
      this.#process.send(encodeFrame('S', this.#site.script));
    } catch (cause) {
      this.#started.reject(setUpFault(cause));
      this.retire();
    }
  }

  #onReady({ nonce, chargedBytes }: Frame & { type: 'ready' }): void {
    this.#nonce = nonce;
    this.#process.isUp();
    this.#kicker.stop();
    if (this.#turn) this.#settle(this.#turn, this.#site!.causeOfSilence());
    this.#parking?.();
    this.#site!.noteIdle(chargedBytes);
    this.#started.resolve();
    this.#park();
  }

  #park(): void {
    if (this.state === 'closing' || this.state === 'closed') return;
    this.state = 'parked';
    this.#process.unref();
    this.onChange();
  }

  #settle(turn: CellTurn, fallback?: Partial<ReportFrame>): void {
    this.#turn = undefined;
    if (this.state === 'running') this.state = 'parking';
    const whole = turn.finish(fallback, () => this.#death());
    this.#parking = traceParking(turn.step);
    if (whole && turn.oomKills === 0 && servesMany(this.host)) this.#kicker.start();
    else this.retire(); // after an OOM kill its groups remember too much
    if (this.state === 'parking' && this.profile.warm) this.#site!.makeRoom();
  }

  #onEnd({ exitCode, leased }: CellEnd): void {
    const turn = this.#turn;
    this.#turn = undefined;
    this.#kicker.stop();
    const known = leased && !this.#closing ? this.#site?.causeOfSilence() : undefined;
    const { log } = this.#process;
    if (this.#lost) turn?.reject(lostFault(log, turn.untouched));
    else turn?.finish(causeOfDeath(exitCode) ?? known, () => this.#death());
    this.#started.reject(this.#lost ? lostFault(log) : startFault(exitCode, this.host.uids, log));
    this.retire();
  }

  #closed(): Error {
    return this.#lost ? lostFault(this.#process.log) : jailFault('it was closed', this.#process.log);
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
