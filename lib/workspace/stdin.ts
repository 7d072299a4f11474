import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { BailiffError } from '../errors.js';
import { fitsInline } from '../jail/cell-setup.js';
import { MAX_CHUNK_BYTES } from '../jail/protocol.js';
import type { StepStdin } from '../jail/step.js';
import type { Stdin } from '../options.js';

/**
 * Where a step's stdin comes from, ready for the jail. Small files are read here, so that they cost no copy.
 *
 * @throws BailiffError INVALID_PATH when a file cannot be read or is none.
 */
export async function stepStdin(stdin: Stdin | undefined): Promise<StepStdin> {
  if (stdin === undefined) return { kind: 'empty' };
  if (typeof stdin === 'string') return fromBytes(Buffer.from(stdin));
  if (stdin instanceof Uint8Array) return fromBytes(stdin);
  if (Symbol.asyncIterator in stdin) return { kind: 'chunks', chunks: chunksOf(stdin) };
  return fromFile(stdin.file);
}

function fromBytes(bytes: Uint8Array): StepStdin {
  if (fitsInline(bytes.length)) return { kind: 'bytes', bytes };
  return { kind: 'chunks', chunks: bytesOf([bytes]) };
}

async function fromFile(path: string): Promise<StepStdin> {
  try {
    await using file = await open(path, 'r');
    const facts = await file.stat();
    if (!facts.isFile()) throw new Error('it is not a regular file');
    return fitsInline(facts.size) ? { kind: 'bytes', bytes: await file.readFile() } : { kind: 'file', path };
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    throw new BailiffError(
      'INVALID_PATH',
      `Cannot read stdin from "${path}" (${why}): give the path of a readable file`,
      { cause },
    );
  }
}

/** The return() of a generator waits for its next(), so a stream that brings nothing more is destroyed by itself. */
function chunksOf(source: AsyncIterable<Uint8Array | string>): AsyncIterator<Uint8Array> {
  const chunks = bytesOf(source);
  if (!(source instanceof Readable)) return chunks;
  const end = () => {
    source.destroy();
    return chunks.return(undefined);
  };
  return { next: () => chunks.next(), return: end };
}

async function* bytesOf(
  source: Iterable<Uint8Array> | AsyncIterable<Uint8Array | string>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) yield bytes.subarray(at, at + MAX_CHUNK_BYTES);
  }
}
