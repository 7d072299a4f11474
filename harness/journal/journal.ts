import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { BailiffError, type Enforcement } from '../../lib/index.js';
import type { CaseMemory } from '../judge/judging.js';
import type { SubmissionReport } from '../report.js';
import { type Contents, keyOf, parseLine, readContents } from './contents.js';
import { refusal, refuseOther } from './header.js';
import type { Span } from './lines.js';
import { type LockedFile, openLocked } from './open-file.js';
import type { JournalOptions } from './options.js';
import { CaseRecord, type Header, SubmissionRecord, type Whose } from './records.js';
import { createWriter, type Writer } from './writer.js';

/**
 * A file that keeps what is judged, line by line (NDJSON), so that a judging that was ended at any moment can be gone
 * on with: what stands in it is not judged again. JE is never kept, so it is.
 */
export interface Journal extends AsyncDisposable {
  /** The records of a problem, by its place. */
  problem(index: number): ProblemJournal;
}

/** The records of one problem. */
export interface ProblemJournal {
  /** What held the limits before. */
  readonly enforcement: Enforcement | undefined;
  keepEnforcement(enforcement: Enforcement): void;
  /** The records of one submission's sources under one time limit. */
  submission(name: string, digest: string, timeMs: number): SubmissionJournal;
}

/** The records of one submission. */
export interface SubmissionJournal extends CaseMemory {
  /** Its report, when it was judged to its end before. */
  finished(): SubmissionReport | undefined;
  /**
   * Keeps its report, and has all of it on the disk when it resolves.
   *
   * @throws BailiffError STORAGE_FAILED when this or one of its cases could not be written.
   */
  finish(report: SubmissionReport): Promise<void>;
}

/** A longer report is not kept: it is folded anew from the cases, none of which runs again. */
const MAX_REPORT_CHARS = 16 * 2 ** 20;

/**
 * Opens a journal, for this process alone.
 *
 * @throws BailiffError INVALID_OPTIONS when it is of something else, has something in it and is not to be resumed, or
 * is being written by another process; STORAGE_FAILED when it cannot be read or written.
 */
export async function openJournal(
  { path, resume = false }: JournalOptions,
  header: Header,
): Promise<Journal> {
  const locked = await openLocked(path);
  try {
    return await openLockedJournal(locked, path, resume, header);
  } catch (error) {
    await close(locked);
    throw error;
  }
}

async function openLockedJournal(
  locked: LockedFile,
  path: string,
  resume: boolean,
  header: Header,
): Promise<Journal> {
  const { file } = locked;
  const { size } = await file.stat();
  if (size > 0 && !resume)
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot begin journal "${path}": the file is there already; go on with it by --resume, or name another`,
    );
  const contents = await readContents(file, path);
  if (contents.first !== undefined) refuseOther(path, contents.first, header);
  else if (!(await isTornHeader(file, size, header))) throw refusal(path, 'it is no journal');
  if (contents.bytes < size) await file.truncate(contents.bytes);
  const writer = createWriter(file, path);
  if (contents.first === undefined) writer.append(header);
  await writer.sync();
  writer.check();
  return journalOf(locked, contents, writer);
}

/** Nothing, or the beginning of this very header: it was being written when the process died. */
async function isTornHeader(file: FileHandle, size: number, header: Header): Promise<boolean> {
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  if (size > line.length) return false;
  const found = Buffer.alloc(size);
  await file.read(found, 0, size, 0);
  return line.subarray(0, size).equals(found);
}

function journalOf(locked: LockedFile, contents: Contents, writer: Writer): Journal {
  const { file } = locked;
  return {
    problem: (index) => {
      let enforcement = contents.enforcement.get(index);
      return {
        get enforcement() {
          return enforcement;
        },
        keepEnforcement: (held) => {
          if (isDeepStrictEqual(held, enforcement)) return;
          enforcement = { ...held };
          writer.append({ type: 'enforcement', problem: index, enforcement });
        },
        submission: (submission, digest, timeMs) =>
          submissionJournal({ problem: index, submission, digest, timeMs }, file, contents, writer),
      };
    },
    [Symbol.asyncDispose]: () => close(locked),
  };
}

function submissionJournal(
  whose: Whose,
  file: FileHandle,
  contents: Contents,
  writer: Writer,
): SubmissionJournal {
  const places = contents.submissions.get(keyOf(whose));
  return {
    recall: (name) => {
      const span = places?.cases.get(name);
      const record = span && readRecord(file, span, CaseRecord);
      return record && { report: record.report, outcome: record.outcome };
    },
    keep: (name, { report, outcome }) => {
      if (outcome.verdict !== 'JE' && report.verdict !== 'JE')
        writer.append({ type: 'case', ...whose, case: name, report, outcome });
    },
    finished: () => places?.finished && readRecord(file, places.finished, SubmissionRecord)?.report,
    finish: async (report) => {
      const record = { type: 'submission', ...whose, report };
      if (JSON.stringify(report).length <= MAX_REPORT_CHARS) writer.append(record);
      await writer.sync();
      writer.check();
    },
  };
}

function readRecord<T extends z.ZodType>(
  file: FileHandle,
  { offset, length }: Span,
  schema: T,
): z.output<T> | undefined {
  const bytes = Buffer.alloc(length);
  readSync(file.fd, bytes, 0, length, offset);
  return parseLine(schema, bytes.toString('utf8'));
}

async function close({ file, lock }: LockedFile): Promise<void> {
  try {
    await file.close();
  } finally {
    lock.release();
  }
}
