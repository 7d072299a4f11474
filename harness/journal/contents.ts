import type { FileHandle } from 'node:fs/promises';
import type { z } from 'zod';
import { BailiffError } from '../../lib/index.js';
import { linesOf, type Span } from './lines.js';
import { type EnforcementRecord, RecordHead, type Whose } from './records.js';

/** What a journal holds, by place: the records themselves stay in the file. */
export interface Contents {
  /** The first line; `undefined` when there is none that is whole. */
  readonly first: string | undefined;
  /** The newest of each problem. */
  readonly enforcement: ReadonlyMap<number, EnforcementRecord['enforcement']>;
  readonly submissions: ReadonlyMap<string, SubmissionPlaces>;
  /** Bytes up to the end of the last line that can be read. */
  readonly bytes: number;
}

/** Where the records of one submission are. */
export interface SubmissionPlaces {
  readonly finished?: Span;
  readonly cases: ReadonlyMap<string, Span>;
}

/**
 * Reads what a journal holds. An end that cannot be read (a line that was being written when the process or the
 * machine died) does not count.
 *
 * @throws BailiffError INVALID_OPTIONS when lines stand behind one that cannot be read: that is no torn end.
 */
export async function readContents(file: FileHandle, path: string): Promise<Contents> {
  const enforcement = new Map<number, EnforcementRecord['enforcement']>();
  const submissions = new Map<string, { finished?: Span; cases: Map<string, Span> }>();
  let first: string | undefined;
  let bytes = 0;
  let number = 0;
  let unreadable: number | undefined;
  for await (const { text, offset, length } of linesOf(file)) {
    number++;
    if (number === 1) {
      first = text;
      bytes = length + 1;
      continue;
    }
    const head = parseLine(RecordHead, text);
    if (!head) {
      unreadable ??= number;
      continue;
    }
    if (unreadable !== undefined) throw damaged(path, unreadable);
    bytes = offset + length + 1;
    if (head.type === 'enforcement') {
      enforcement.set(head.problem, head.enforcement);
      continue;
    }
    const places = submissions.get(keyOf(head)) ?? { cases: new Map<string, Span>() };
    submissions.set(keyOf(head), places);
    if (head.type === 'case') places.cases.set(head.case, { offset, length });
    else Object.assign(places, { finished: { offset, length }, cases: new Map() });
  }
  return { first, enforcement, submissions, bytes };
}

export function keyOf({ problem, submission, digest, timeMs }: Whose): string {
  return JSON.stringify([problem, submission, digest, timeMs]);
}

/** A line as what it should be; `undefined` when it is something else. */
export function parseLine<T extends z.ZodType>(schema: T, text: string): z.output<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function damaged(path: string, line: number): BailiffError {
  return new BailiffError(
    'INVALID_OPTIONS',
    `Cannot resume from "${path}": line ${line} is damaged, and there is more behind it; remove that line, its results are then judged again`,
  );
}
