import { constants } from 'node:os';
import type { PassThrough, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { BailiffError } from '../errors.js';
import type { StepWords } from '../jail/step.js';
import { parse } from '../parse.js';
import type { StepResult } from '../result.js';
import type { ExecEvents } from './exec.js';
import { Size } from './options.js';

/** A piece of output, in the order in which it came. */
export interface ExecChunk<Text = string> {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Text;
}

/**
 * A command that runs in a session. `await` gives how it ended, `for await` what it prints as it comes. Not to await
 * it is to leave it in the background: it ends with its session at the latest.
 */
export interface Exec<Text = string> extends Promise<StepResult<Text>>, AsyncIterable<ExecChunk<Text>> {
  /** Its stdin, if it was asked for (`stdin: { pipe: true }`, or `pty`). */
  readonly stdin: Writable | undefined;
  /** On the host; in its own jail it is another. Undefined before its start and after its end. */
  readonly pid: number | undefined;
  /** Sends a signal to it and its process group. @default 'SIGTERM' */
  kill(signal?: NodeJS.Signals): void;
  /** Changes the size of its terminal. @throws BailiffError INVALID_OPTIONS */
  resize(size: { readonly cols: number; readonly rows: number }): void;
}

/** Output as it comes, for any number of readers, each from the start. */
class Output<Text> implements AsyncIterable<ExecChunk<Text>> {
  readonly #chunks: ExecChunk<Text>[] = [];
  #more = Promise.withResolvers<void>();
  #over: Promise<unknown> | undefined;

  add(stream: ExecChunk['stream'], data: Text): void {
    if ((data as string | Buffer).length === 0) return;
    this.#chunks.push({ stream, data });
    this.#wake();
  }

  /** Readers come to their end; when it was a fault, with that. */
  end(outcome: Promise<unknown>): void {
    this.#over = outcome;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ExecChunk<Text>, void, undefined> {
    for (let at = 0; ; ) {
      while (at < this.#chunks.length) yield this.#chunks[at++]!;
      if (this.#over) return void (await this.#over);
      await this.#more.promise;
    }
  }

  #wake(): void {
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }
}

/** Starts `run` and makes the handle of what it does. */
export function execHandle(
  encoding: 'utf8' | 'buffer',
  stdin: PassThrough | undefined,
  run: (events: ExecEvents) => Promise<StepResult<string | Buffer>>,
  told: { readonly onStdout?: (chunk: Buffer) => void; readonly onStderr?: (chunk: Buffer) => void },
): Exec<string | Buffer> {
  const output = new Output<string | Buffer>();
  const waiting: ((words: StepWords) => void)[] = [];
  let words: StepWords | undefined;
  const say = (word: (words: StepWords) => void) => (words ? word(words) : waiting.push(word));
  const taker = (stream: ExecChunk['stream'], tell?: (chunk: Buffer) => void) => {
    const decoder = new StringDecoder('utf8');
    const take = (chunk: Buffer) => {
      tell?.(chunk);
      output.add(stream, encoding === 'buffer' ? chunk : decoder.write(chunk));
    };
    return { take, end: () => encoding === 'utf8' && output.add(stream, decoder.end()) };
  };
  const out = taker('stdout', told.onStdout);
  const err = taker('stderr', told.onStderr);
  const onSent = (sent: StepWords) => {
    words = sent;
    for (const word of waiting.splice(0)) word(sent);
  };
  const outcome = run({ onStdout: out.take, onStderr: err.take, onSent }).finally(() => {
    out.end();
    err.end();
    stdin?.destroy();
  });
  outcome.catch(() => undefined); // in the background nobody awaits it
  outcome.then(
    () => output.end(outcome),
    () => output.end(outcome),
  );
  const handle = Object.assign(outcome, {
    pid: undefined, // see below: it changes
    stdin,
    kill: (signal: NodeJS.Signals = 'SIGTERM') => {
      const number = numberOf(signal);
      say((sent) => sent.signal(number));
    },
    resize: (size: { cols: number; rows: number }) => {
      const { cols, rows } = parse(Size, size, 'the size of a terminal');
      say((sent) => sent.resize({ columns: cols, rows }));
    },
    [Symbol.asyncIterator]: () => output[Symbol.asyncIterator](),
  });
  return Object.defineProperty(handle, 'pid', { get: () => words?.pid() });
}

function numberOf(signal: NodeJS.Signals): number {
  const number = constants.signals[signal];
  if (number !== undefined) return number;
  throw new BailiffError('INVALID_OPTIONS', `Cannot send ${JSON.stringify(signal)}: there is no such signal`);
}
