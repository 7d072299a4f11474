import { spawn } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import { BailiffError, messageOf } from '../errors.js';
import type { CellHost } from './cell-setup.js';
import { mapperArguments } from './ids.js';
import { PLACE_EXIT } from './protocol.js';

/** A line of the helper's: a word, and what goes with it. See native/place.c. */
export interface PlaceLine {
  readonly word: string;
  readonly more: string;
}

/** The process that takes hold of a session's place. What it has is gone with it, but for what was opened meanwhile. */
export interface PlaceHelper {
  readonly isGone: boolean;
  /** Opens what it has, by its name below its folder in /proc. @throws as `next` */
  open(name: string): Promise<FileHandle>;
  /** @throws BailiffError HOST_UNSUPPORTED when the machine gives no loop device, JAIL_FAILED */
  next(): Promise<PlaceLine>;
  /** Has it do more, of which `next` tells as of the first. */
  ask(operations: readonly string[]): void;
  /** While it waits for more it does not keep Node alive. */
  rest(): void;
  end(): void;
}

/** `busy` instead of a line: somebody else has the lock. */
const BUSY: PlaceLine = { word: 'busy', more: '' };

/** Starts it with its operations; `lock` is the descriptor of a lock file. */
export function startPlaceHelper(
  { native, ids }: CellHost,
  operations: readonly string[],
  lock?: number,
): PlaceHelper {
  const words = ['place', ids.kind, ...operations];
  const helper = spawn(native, words, {
    stdio: ['pipe', 'pipe', 'pipe', lock ?? 'ignore'],
    env: {},
    cwd: '/',
  });
  const said: string[] = [''];
  let log = '';
  let code: number | null | undefined;
  let changed = Promise.withResolvers<void>();
  const wake = () => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  helper.on('error', (error) => {
    log += messageOf(error);
    code = null;
    wake();
  });
  helper.on('close', (status) => {
    code ??= status;
    wake();
  });
  helper.stdin?.on('error', () => undefined);
  helper.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  helper.stdout?.on('data', (chunk: Buffer) => {
    const [first = '', ...more] = chunk.toString().split('\n');
    said.push(said.pop()! + first, ...more);
    wake();
  });
  const fault = () => {
    const why = `Cannot take hold of a session: ${log.trim() || `exit code ${code}`}`;
    if (code !== PLACE_EXIT.NO_DEVICE) return new BailiffError('JAIL_FAILED', why);
    return new BailiffError(
      'HOST_UNSUPPORTED',
      `${why}; load the module loop, or give a container /dev/loop*`,
    );
  };
  const handles = [helper, ...helper.stdio] as { ref?(): unknown; unref?(): unknown }[];
  return {
    get isGone() {
      return code !== undefined;
    },
    end: () => helper.stdin?.end(),
    ask: (operations) => {
      for (const handle of handles) handle?.ref?.();
      helper.stdin?.write(orderOf(operations));
    },
    rest: () => {
      for (const handle of handles) handle?.unref?.();
    },
    next: async () => {
      while (said.length < 2 && code === undefined) await changed.promise;
      if (said.length > 1) return lineOf(said.shift()!);
      if (code === PLACE_EXIT.BUSY) return BUSY;
      throw fault();
    },
    open: async (name) => {
      try {
        return await open(`/proc/${helper.pid}/${name}`, 'r');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        while (code === undefined) await changed.promise; // it has ended, and said why
        throw fault();
      }
    },
  };
}

/** As native/place.c reads it: the length, and words that end in NUL bytes. */
function orderOf(words: readonly string[]): Buffer {
  const text = Buffer.from(words.map((word) => `${word}\0`).join(''));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text]);
}

/** One that waits already, or a new one: to start it takes as long as all the rest. It gets the lock. */
export function helperFor(
  host: CellHost,
  operations: readonly string[],
  lock: FileHandle,
  waiting: PlaceHelper | undefined,
): PlaceHelper {
  if (!waiting) return startPlaceHelper(host, operations, lock.fd);
  waiting.ask(['borrow', String(process.pid), String(lock.fd), ...operations]);
  return waiting;
}

/** The operation that makes a network. Any slot's ids serve: the first is a gate's in every cell, and sessions may share it. */
export function networkOperation({ ids, uids }: CellHost): string[] {
  return ['network', String(Math.ceil(uids.start / 2)), ...mapperArguments(ids)];
}

function lineOf(line: string): PlaceLine {
  const at = line.indexOf(' ');
  return { word: line.slice(0, at), more: line.slice(at + 1) };
}
