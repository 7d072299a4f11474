import type { CollectedFile } from '../result.js';
import type { Frame, ReportFrame } from './protocol.js';
import type { JailReport, Step } from './step.js';

/** What has come of one run so far: gathers the gate's frames until the report is whole. */
export class CellRun {
  readonly #stdout: Buffer[] = [];
  readonly #stderr: Buffer[] = [];
  readonly #files: Record<string, CollectedFile> = Object.create(null);
  #open: { path: string; mode: number; left: number; chunks: Buffer[] } | undefined;
  report: ReportFrame | undefined;

  constructor(
    readonly step: Step,
    readonly nonce: bigint,
    readonly resolve: (report: Omit<JailReport, 'enforcement'>) => void,
    readonly reject: (reason: unknown) => void,
  ) {}

  /** Takes a frame of output or files; false when it is none. */
  take(frame: Frame): boolean {
    switch (frame.type) {
      case 'stdout':
        this.#stdout.push(frame.bytes);
        this.step.onStdout?.(frame.bytes);
        return true;
      case 'stderr':
        this.#stderr.push(frame.bytes);
        this.step.onStderr?.(frame.bytes);
        return true;
      case 'file':
        this.#openFile(frame);
        return true;
      case 'content':
        this.#addContent(frame.bytes);
        return true;
      default:
        return false;
    }
  }

  /** The whole of it. Without a report, `fallback` says what is known. */
  result(fallback?: Partial<ReportFrame>): Omit<JailReport, 'enforcement'> {
    const { nonce: _, ...report } = { ...NO_REPORT, ...fallback, ...this.report };
    return { ...report, stdout: join(this.#stdout), stderr: join(this.#stderr), files: this.#files };
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
  nonce: 0n,
  cause: 'none',
  execErrno: 0,
  waitStatus: SIGKILL,
  refusedProcesses: 0,
  wallMs: 0,
  cpuMs: 0,
  memoryBytes: 0,
  oomKills: 0,
  truncated: { stdout: false, stderr: false },
};

function join(chunks: Buffer[]): Buffer {
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
