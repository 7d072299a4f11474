import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

import type { CellPlace } from './cell-setup.js';
import { type Frame, FrameDecoder } from './frames.js';
import { type CellIds, mapperArguments } from './ids.js';
import { losePatience } from './patience.js';
import { readReusing } from './reused-buffer.js';

const LOG_BYTES = 4_096;
const START_TIMEOUT_MS = 10_000;
const END_GRACE_MS = 2_000;

export interface CellProcessOptions {
  readonly native: string;
  readonly leases: string;
  readonly uids: { readonly start: number; readonly count: number };
  readonly ids: CellIds;
  /** The core that the cell stays on; undefined: any. */
  readonly core: number | undefined;
  /** Of a session. */
  readonly place?: CellPlace;
  readonly onFrame: (frame: Frame) => void;
  /** Everything in the cell is dead. */
  readonly onEnd: (end: CellEnd) => void;
}

export interface CellEnd {
  /** launch's own, undefined after a signal. */
  readonly exitCode: number | undefined;
  /** Whether launch still holds the lease, until `release()`: what is named after the slot is ours to remove. */
  readonly leased: boolean;
}

/** launch as a child process: its control socket, its log, and the signals it understands. */
export class CellProcess {
  readonly #child: ChildProcess;
  readonly #control: Socket;
  readonly #hold: Socket;
  readonly #log: Socket;
  /** All but control. */
  readonly #others: readonly { ref(): unknown; unref(): unknown }[];
  readonly #over = Promise.withResolvers<CellEnd>();
  readonly #exited = Promise.withResolvers<void>();
  readonly #start = losePatience(START_TIMEOUT_MS, () => this.signal('SIGKILL'));
  #said = '';
  #ended = false;
  #gone = false;

  constructor(options: CellProcessOptions) {
    const { native, leases, uids, ids, core } = options;
    const slots = [Math.ceil(uids.start / 2), Math.floor((uids.start + uids.count) / 2)];
    const how = [ids.kind, core ?? '-', ...mapperArguments(ids)];
    const argv = ['launch', process.pid, leases, ...slots, ...how].map(String);
    const joined = joinedTo(options.place);
    this.#child = spawn(native, [...joined.words, ...argv], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', ...joined.fds],
      env: {},
      cwd: '/',
    });
    const [, , log, control, hold] = this.#child.stdio ?? NO_STDIO();
    const decoder = new FrameDecoder();
    this.#control = readReusing(control as Socket, (bytes) => this.#decode(decoder, bytes, options.onFrame));
    this.#hold = hold as Socket;
    this.#log = log as Socket;
    this.#others = [this.#child, this.#hold, this.#log];
    for (const handle of this.#others) handle.unref();
    this.#listen(options.onEnd);
  }

  /** The last 4 KB that launch and nsjail said. */
  get log(): string {
    return this.#said.trim();
  }

  /** It came up in time. */
  isUp(): void {
    this.#start.stop();
  }

  /** Of launch. */
  get pid(): number | undefined {
    return this.#gone ? undefined : this.#child.pid;
  }

  send(frame: Uint8Array): void {
    if (!this.#ended) this.#control.write(frame);
  }

  /** Only ever signals our own child, which is not reaped before its exit is known. */
  signal(name: 'SIGUSR1' | 'SIGTERM' | 'SIGKILL'): void {
    if (!this.#gone) this.#child.kill(name);
  }

  /** Ends everything in the cell, and waits until it is dead. */
  async end(): Promise<CellEnd> {
    this.#refOthers();
    this.signal('SIGTERM');
    const killer = setTimeout(() => this.signal('SIGKILL'), END_GRACE_MS);
    const end = await this.#over.promise;
    clearTimeout(killer);
    return end;
  }

  /** Gives the lease back. Resolves when launch is gone as well. */
  release(): Promise<void> {
    this.#hold.destroy();
    return this.#exited.promise;
  }

  /** Keeps Node alive, by one handle of four: when that one ends, the others take over. */
  ref(): void {
    this.#control.ref();
  }

  /** An idle cell does not keep Node alive. */
  unref(): void {
    this.#control.unref();
  }

  #refOthers(): void {
    for (const handle of this.#others) handle.ref();
  }

  #decode(decoder: FrameDecoder, bytes: Buffer, onFrame: CellProcessOptions['onFrame']): void {
    try {
      decoder.push(bytes, onFrame);
    } catch (error) {
      this.#said = `${this.#said}\n${String(error)}`;
      this.signal('SIGKILL');
    }
  }

  #listen(onEnd: CellProcessOptions['onEnd']): void {
    this.#control.on('close', () => this.#refOthers());
    this.#log.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString('utf8')).slice(-LOG_BYTES);
    });
    for (const socket of [this.#control, this.#hold, this.#log]) socket.on('error', () => undefined); // the end tells what it means
    this.#hold.on('data', ([exitCode]: Buffer) => this.#end({ exitCode, leased: true }, onEnd));
    this.#child.on('error', (error) => {
      this.#said = `${this.#said}\n${error.message}`;
      this.#onGone(undefined, onEnd);
    });
    this.#child.on('close', (code) => this.#onGone(code ?? undefined, onEnd));
  }

  #onGone(exitCode: number | undefined, onEnd: CellProcessOptions['onEnd']): void {
    this.#gone = true;
    this.#exited.resolve();
    this.#end({ exitCode, leased: false }, onEnd);
  }

  #end(end: CellEnd, onEnd: CellProcessOptions['onEnd']): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#start.stop();
    this.#control.destroy();
    this.#over.resolve(end);
    onEnd(end);
  }
}

const FIRST_FD = 5;

/** What launch needs to be in the network of a session, and the descriptors that it holds. */
function joinedTo(place: CellPlace | undefined): { words: readonly string[]; fds: readonly number[] } {
  if (!place) return { words: [], fds: [] };
  const { network, owner, held } = place;
  const user = owner === undefined ? '-' : String(FIRST_FD + 1);
  return {
    words: ['join', String(FIRST_FD), user],
    fds: [network, ...(owner === undefined ? [] : [owner]), ...held],
  };
}

/** Without descriptors for them Node makes no pipes at all; that it failed is told by the 'error' that follows. */
const NO_STDIO = () => [undefined, undefined, new Socket(), new Socket(), new Socket()] as const;
