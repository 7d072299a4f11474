import type { CollectedFile, Enforcement } from '../result.js';
import type { Frame, ReportFrame } from './frames.js';
import { Gathered } from './gathered.js';
import { encodeFrame } from './protocol.js';
import type { JailReport, Passed, Step } from './step.js';
import { monotonicMs } from './trace.js';

const MAX_PASSED = 32_768; // pieces: of single bytes, each takes 200 of ours

/** What has come of one run so far: gathers the gate's frames until the report is whole. */
export class CellRun {
  readonly #stdout = new Gathered();
  readonly #stderr = new Gathered();
  readonly #passed: Passed[] = [];
  #passedMore = false;
  readonly #files: Record<string, CollectedFile> = Object.create(null);
  #open: { path: string; mode: number; left: number; chunks: Buffer[] } | undefined;
  readonly #outcome = Promise.withResolvers<JailReport>();
  readonly #begunAt = performance.now();
  #report: ReportFrame | undefined;
  #over = false;
  #untouched = true;

  constructor(
    readonly step: Step,
    readonly nonce: number,
    readonly enforcement: Enforcement,
  ) {}

  /** Rejects with what was the caller's or the host's fault. */
  get outcome(): Promise<JailReport> {
    return this.#outcome.promise;
  }

  reject(reason: unknown): void {
    this.#outcome.reject(reason);
  }

  /** Nothing was taken from the caller, and nothing told: another cell can do it from the start. */
  get untouched(): boolean {
    return this.#untouched;
  }

  get oomKills(): number {
    return this.#report?.oomKills ?? 0;
  }

  /** Takes a frame of output or files; false when the caller's callback threw, with which the run is rejected. */
  take(frame: Frame): boolean {
    switch (frame.type) {
      case 'stdout':
        return this.#takeOutput(this.#stdout, frame.bytes, this.step.onStdout);
      case 'stderr':
        return this.#takeOutput(this.#stderr, frame.bytes, this.step.onStderr);
      case 'record':
        this.#takePassed(frame);
        return true;
      case 'stages':
        this.step.onStage?.('received', frame.receivedAtMs);
        this.step.onStage?.('executed', frame.executedAtMs);
        this.step.onStage?.('dead', frame.deadAtMs);
        return true;
      case 'file':
        this.#openFile(frame);
        return true;
      case 'content':
        this.#addContent(frame.bytes);
        return true;
      default:
        throw new Error(`${frame.type} out of turn`);
    }
  }

  /**
   * Sends one chunk of stdin, empty at its end. When the caller's own stream fails, the run is rejected with that.
   * A stream may answer when the run is long over: then nothing of it concerns the cell, which runs another.
   */
  async feed(send: (frame: Uint8Array) => void, cancel: () => void): Promise<void> {
    const { stdin } = this.step;
    if (stdin.kind !== 'chunks') return;
    this.#untouched = false;
    try {
      const { value, done } = await stdin.chunks.next();
      if (!this.#over) send(encodeFrame('I', done ? undefined : value));
    } catch (error) {
      this.reject(error);
      if (!this.#over) cancel();
    }
  }

  accept(report: ReportFrame): void {
    if (report.nonce !== this.nonce || this.#report) throw new Error('report of another run');
    this.#report = report;
  }

  /** Resolves with all there is; without a report with what `fallback` says, else rejects. False without a report. */
  finish(fallback: Partial<ReportFrame> | undefined, fault: () => Error): boolean {
    this.#over = true;
    if (this.step.stdin.kind === 'chunks') this.step.stdin.chunks.return?.()?.catch(() => undefined);
    if (!this.#report && !fallback) this.reject(fault());
    const report = this.#report ?? { ...this.#seen(), ...fallback };
    this.#outcome.resolve({
      cause: report.cause,
      execErrno: report.execErrno,
      waitStatus: report.waitStatus,
      wallMs: report.wallMs,
      cpuMs: report.cpuMs,
      memoryBytes: report.memoryBytes,
      oomKills: report.oomKills,
      refusedProcesses: report.refusedProcesses,
      truncated: report.truncated,
      startedAtMs: report.startedAtMs,
      endedAtMs: report.endedAtMs,
      stdout: this.#stdout.bytes(),
      stderr: this.#stderr.bytes(),
      passed: this.#passed,
      passedMore: this.#passedMore,
      files: this.#files,
      enforcement: this.enforcement,
    });
    this.#tell(report);
    return this.#report !== undefined;
  }

  /** Without a report: what can be seen from here. */
  #seen(): ReportFrame {
    const endedAtMs = monotonicMs();
    const wallMs = performance.now() - this.#begunAt;
    return { ...NO_REPORT, startedAtMs: endedAtMs - wallMs, endedAtMs, wallMs };
  }

  #tell({ startedAtMs, endedAtMs }: Pick<ReportFrame, 'startedAtMs' | 'endedAtMs'>): void {
    const { onStage } = this.step;
    if (!onStage) return;
    onStage('started', startedAtMs);
    onStage('ended', endedAtMs);
    onStage('settled');
  }

  #takeOutput(output: Gathered, bytes: Buffer, callback: ((chunk: Buffer) => void) | undefined): boolean {
    if (!this.step.passing) output.add(bytes);
    this.#untouched = false;
    try {
      callback?.(bytes);
      return true;
    } catch (error) {
      this.reject(error);
      return false;
    }
  }

  #takePassed({ atMs, bytes }: Frame & { type: 'record' }): void {
    if (this.#passed.length < MAX_PASSED) this.#passed.push({ atMs, data: bytes });
    else this.#passedMore = true;
  }

  #openFile(frame: Frame & { type: 'file' }): void {
    if (frame.state !== 'ok') this.#files[frame.path] = { state: frame.state };
    else {
      this.#open = { path: frame.path, mode: frame.mode, left: frame.size, chunks: [] };
      this.#addContent(Buffer.alloc(0));
    }
  }

  #addContent(bytes: Buffer): void {
    const open = this.#open;
    if (open === undefined || bytes.length > open.left) throw new Error('content without a file');
    open.chunks.push(bytes);
    open.left -= bytes.length;
    if (open.left > 0) return;
    this.#files[open.path] = { state: 'ok', content: Buffer.concat(open.chunks), mode: open.mode };
    this.#open = undefined;
  }
}

const SIGKILL = 9;

const NO_REPORT: ReportFrame = {
  nonce: 0,
  cause: 'none',
  execErrno: 0,
  waitStatus: SIGKILL,
  refusedProcesses: 0,
  wallMs: 0,
  cpuMs: 0,
  memoryBytes: 0,
  oomKills: 0,
  truncated: { stdout: false, stderr: false },
  startedAtMs: 0,
  endedAtMs: 0,
};
