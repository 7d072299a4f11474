import type { Enforcement } from '../result.js';
import { Backstop } from './backstop.js';
import { limitsFault } from './cell-faults.js';
import type { CellProcess } from './cell-process.js';
import { CellRun } from './cell-run.js';
import { stepRequest } from './cell-setup.js';
import type { CellSite } from './cell-site.js';
import type { Frame, ReportFrame } from './frames.js';
import { programOf } from './program-pid.js';
import { encodeFrame, encodeRequest, encodeWord } from './protocol.js';
import type { JailReport, Step, StepWords } from './step.js';

const BACKSTOP_MS = 10_000; // neither gate nor launch answers: a fault, not a limit
const CANCEL_GRACE_MS = 500;

/** What a turn has of its cell. */
export interface TurnPlace {
  readonly cores: number;
  readonly enforcement: Enforcement;
  readonly process: CellProcess;
  readonly site: CellSite;
  /** Of the jail that is parked. */
  readonly nonce: number;
}

/** One step's turn in a claimed cell: from its limits and its request to its report. */
export class CellTurn {
  readonly #place: TurnPlace;
  readonly #run: CellRun;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.cancel();
  #backstop: Backstop | undefined;
  #over = false;

  constructor(
    readonly step: Step,
    place: TurnPlace,
    signal?: AbortSignal,
  ) {
    this.#place = place;
    this.#signal = signal;
    this.#run = new CellRun(step, place.nonce, place.enforcement);
  }

  /** Rejects with the signal's reason when cancelled, with what was the caller's or the host's fault. */
  get outcome(): Promise<JailReport> {
    return this.#run.outcome;
  }

  get oomKills(): number {
    return this.#run.oomKills;
  }

  /** Nothing was taken from the caller, and nothing told: another cell can do it from the start. */
  get untouched(): boolean {
    return this.#run.untouched;
  }

  /** Sends the request; false when its limits could not be set. What can wait is done while the gate reads it. */
  start(): boolean {
    const { step } = this;
    const { cores, process, site, nonce } = this.#place;
    try {
      const request = encodeRequest(stepRequest(step, nonce, cores));
      site.limit(step, request.length);
      step.onStage?.('sent'); // before: the gate may have it before this goes on
      process.send(request);
    } catch (cause) {
      this.#run.reject(limitsFault(cause));
      return false;
    }
    this.#backstop = new Backstop(step.limits.wallMs + BACKSTOP_MS, () => process.signal('SIGKILL'));
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true });
    step.onSent?.(this.#words());
    return true;
  }

  /** Lets a joined step begin that has said that it waits for that. */
  begin(): void {
    this.#place.process.send(encodeFrame('B'));
  }

  cancel(): void {
    const { process } = this.#place;
    process.send(encodeFrame('X'));
    setTimeout(() => this.#over || process.signal('SIGKILL'), CANCEL_GRACE_MS).unref();
  }

  /** Takes a frame from the gate. True: all has come. */
  take(frame: Frame): boolean {
    if (frame.type === 'report') return this.#takeReport(frame.report);
    if (frame.type === 'end') return true;
    if (frame.type === 'want') this.#feed();
    else if (frame.type === 'joined' && this.step.link) this.step.link.onJoined();
    else if (!this.#run.take(frame)) this.cancel(); // the caller's own callback failed
    return false;
  }

  reject(reason: unknown): void {
    this.#end();
    this.#run.reject(reason);
  }

  /** Tells what has come; without a report what `fallback` says, else the fault. False without a report. */
  finish(fallback: Partial<ReportFrame> | undefined, fault: () => Error): boolean {
    this.#end();
    return this.#run.finish(fallback, fault);
  }

  #words(): StepWords {
    const { process } = this.#place;
    const say = (word: Buffer) => {
      if (!this.#over) process.send(word);
    };
    return {
      signal: (number) => say(encodeWord('K', number)),
      resize: ({ columns, rows }) => say(encodeWord('V', columns, rows)),
      pid: () => (this.#over ? undefined : programOf(process.pid)),
    };
  }

  #feed(): void {
    void this.#run.feed(
      (chunk) => this.#place.process.send(chunk),
      () => this.cancel(),
    );
  }

  #takeReport(report: ReportFrame): boolean {
    this.#run.accept(report);
    this.step.onStage?.('reported');
    if (this.step.collect.length === 0) return true;
    this.#place.site.lift(); // what is sent now is no longer the program's memory
    this.#place.process.send(encodeFrame('G'));
    return false;
  }

  #end(): void {
    this.#over = true;
    this.#backstop?.stop();
    this.#signal?.removeEventListener('abort', this.#onAbort);
    if (this.#signal?.aborted) this.#run.reject(this.#signal.reason);
  }
}
