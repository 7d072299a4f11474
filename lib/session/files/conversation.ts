import { BailiffError } from '../../errors.js';
import { NATIVE_PATH, type WorkspaceJail } from '../workspace-jail.js';
import { type FileContext, fileError } from './file-error.js';
import { type Answer, AnswerDecoder, type Facts } from './protocol.js';

const SOURCE_PATH = '/opt/source';
const MAX_WALL_MS = 30 * 60_000;
const MAX_STDOUT_BYTES = 2 ** 40; // what is read is asked for: the reader bounds it
const QUEUE_BYTES = 2 ** 20;
const CHUNK_BYTES = 65_536; // what a jail takes at a time

/** Pieces of an answer before its end. */
export type Piece = Exclude<Answer, { readonly type: 'ok' | 'error' }>;

interface Pending {
  readonly context: FileContext;
  readonly onPiece: ((piece: Piece) => void) | undefined;
  readonly resolve: (facts: Facts | undefined) => void;
  readonly reject: (reason: unknown) => void;
}

/** One process of the tool in a jail of its own. It answers one request after another. */
export class Conversation {
  readonly #decoder = new AnswerDecoder();
  readonly #pending: Pending[] = [];
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;
  #queue: Buffer[] = [];
  #queued = 0;
  #over = false;
  #fault: unknown;
  #wake: (() => void) | undefined;
  #drained: (() => void)[] = [];

  /** `source`: a file of the host's that ASK_TAKE may copy. */
  constructor(jail: WorkspaceJail, signal?: AbortSignal, source?: string) {
    signal?.throwIfAborted();
    const onAbort = () => this.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#ended = this.#run(jail, source).finally(() => signal?.removeEventListener('abort', onAbort));
  }

  /** Whether it takes no requests any more. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Asks, and resolves with the answer's end. @throws as node:fs does; BailiffError when the jail fails. */
  ask(frame: Buffer, context: FileContext, onPiece?: (piece: Piece) => void): Promise<Facts | undefined> {
    if (this.#over) return Promise.reject(this.#fault ?? gone());
    return new Promise((resolve, reject) => {
      this.#pending.push({ context, onPiece, resolve, reject });
      this.#push(frame);
    });
  }

  /** Sends what has no answer of its own; resolves when there is room for more. */
  async send(frame: Buffer): Promise<void> {
    if (this.#over) throw this.#fault ?? gone();
    this.#push(frame);
    await this.room();
  }

  /** Waits until what is queued has mostly gone. */
  async room(): Promise<void> {
    while (this.#queued > QUEUE_BYTES && !this.#over)
      await new Promise<void>((resolve) => {
        this.#drained.push(resolve);
      });
  }

  /** Lets it answer what it was asked, and waits for its end. */
  async close(): Promise<void> {
    this.#over = true;
    this.#wake?.();
    await this.#ended;
  }

  /** Ends it now: whatever waits is rejected with the reason. */
  abort(reason: unknown): void {
    this.#fault ??= reason;
    this.#abort.abort(reason);
  }

  async #run(jail: WorkspaceJail, source: string | undefined): Promise<void> {
    try {
      const { exitCode, stderr } = await jail.run(
        [NATIVE_PATH, 'files', '.', ...(source === undefined ? [] : [SOURCE_PATH])],
        {
          stdin: this.#chunks(),
          onStdout: (chunk) => this.#hear(chunk),
          wallMs: MAX_WALL_MS,
          stdoutBytes: MAX_STDOUT_BYTES,
          signal: this.#abort.signal,
          roots: source === undefined ? [] : [{ from: source, to: SOURCE_PATH, isFile: true }],
        },
      );
      this.#fault ??= gone(exitCode === 0 ? undefined : stderr.trim() || `exit code ${exitCode}`);
    } catch (error) {
      this.#fault ??= error;
    }
    this.#over = true;
    this.#wake?.();
    this.#signalRoom();
    for (const { reject } of this.#pending.splice(0)) reject(this.#fault);
  }

  #push(frame: Buffer): void {
    this.#queue.push(frame);
    this.#queued += frame.length;
    this.#wake?.();
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      while (this.#queue.length > 0) yield this.#next();
      if (this.#over) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }

  /** As many small requests as fit into one chunk. */
  #next(): Buffer {
    let bytes = this.#queue[0]!.length;
    let count = 1;
    while (count < this.#queue.length && bytes + this.#queue[count]!.length <= CHUNK_BYTES)
      bytes += this.#queue[count++]!.length;
    const parts = this.#queue.slice(0, count);
    this.#queue = this.#queue.slice(count);
    this.#queued -= bytes;
    if (this.#queued <= QUEUE_BYTES) this.#signalRoom();
    return count === 1 ? parts[0]! : Buffer.concat(parts, bytes);
  }

  #signalRoom(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #hear(chunk: Uint8Array): void {
    try {
      this.#decoder.push(chunk, (answer) => this.#take(answer));
    } catch (cause) {
      this.abort(new BailiffError('JAIL_FAILED', 'Cannot understand the file tool in the jail', { cause }));
    }
  }

  #take(answer: Answer): void {
    const pending = this.#pending[0];
    if (!pending) throw new Error('an answer to nothing');
    if (answer.type === 'ok' || answer.type === 'error') this.#pending.shift();
    if (answer.type === 'ok') pending.resolve(answer.facts);
    else if (answer.type === 'error') pending.reject(fileError(answer.errno, pending.context));
    else pending.onPiece?.(answer);
  }
}

function gone(why = 'it has ended'): BailiffError {
  return new BailiffError('JAIL_FAILED', `Cannot work on the files of the session: ${why}`);
}
