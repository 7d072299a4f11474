import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { type Frame, FrameDecoder } from './frames.js';

const LOG_BYTES = 4_096;

export interface CellProcessOptions {
  readonly native: string;
  readonly leases: string;
  readonly uids: { readonly start: number; readonly count: number };
  readonly asRoot: boolean;
  /** The core that the cell stays on; undefined: any. */
  readonly core: number | undefined;
  readonly onFrame: (frame: Frame) => void;
  /** The process and all of the cell is gone; `exitCode` is undefined after a signal. */
  readonly onExit: (exitCode: number | undefined) => void;
}

/** launch as a child process: its control socket, its log, and the signals it understands. */
export class CellProcess {
  readonly #child: ChildProcess;
  readonly #control: Socket;
  readonly #logStream: Readable;
  #log = '';
  #gone = false;

  constructor(options: CellProcessOptions) {
    const { native, leases, uids, asRoot, core } = options;
    const slots = [Math.ceil(uids.start / 2), Math.floor((uids.start + uids.count) / 2)];
    const argv = ['launch', process.pid, leases, ...slots, asRoot ? 'root' : 'user', core ?? '-'].map(String);
    this.#child = spawn(native, argv, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], env: {}, cwd: '/' });
    this.#control = this.#child.stdio[3] as Socket;
    this.#logStream = this.#child.stderr!;
    this.#listen(options);
  }

  /** The last 4 KB that launch and nsjail said. */
  get log(): string {
    return this.#log.trim();
  }

  send(frame: Uint8Array): void {
    if (!this.#gone) this.#control.write(frame);
  }

  /** Only ever signals our own child, which is not reaped before its exit is known. */
  signal(name: 'SIGUSR1' | 'SIGTERM' | 'SIGKILL'): void {
    if (!this.#gone) this.#child.kill(name);
  }

  ref(): void {
    this.#child.ref();
    this.#control.ref();
  }

  /** An idle cell does not keep Node alive. */
  unref(): void {
    this.#child.unref();
    this.#control.unref();
    (this.#logStream as Socket).unref();
  }

  #listen({ onFrame, onExit }: CellProcessOptions): void {
    const decoder = new FrameDecoder();
    this.#control.on('data', (chunk: Buffer) => {
      try {
        decoder.push(chunk, onFrame);
      } catch (error) {
        this.#log = `${this.#log}\n${String(error)}`;
        this.signal('SIGKILL');
      }
    });
    this.#control.on('error', () => undefined); // what it means is told by the exit
    this.#logStream.on('data', (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString('utf8')).slice(-LOG_BYTES);
    });
    this.#child.on('error', (error) => this.#end(`${this.#log}\n${error.message}`, undefined, onExit));
    this.#child.on('close', (code) => this.#end(this.#log, code ?? undefined, onExit));
  }

  #end(log: string, exitCode: number | undefined, onExit: CellProcessOptions['onExit']): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#log = log;
    this.#control.destroy();
    onExit(exitCode);
  }
}
