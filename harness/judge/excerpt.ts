import { printableLines } from '../printable.js';
import type { CaseReport } from '../report.js';
import type { CaseData } from './case-data.js';

/** A piece of what a program read or wrote. */
export type Excerpt = NonNullable<CaseReport['input']>;

/** Of what a case read and wrote, the pieces that its report shows. */
export type Excerpts = Pick<CaseReport, 'input' | 'output' | 'answer' | 'stderr' | 'transcript'>;

export const EXCERPT_BYTES = 4_096;

/** At most 4 KiB of the beginning, control characters made visible. */
export function excerptOf(bytes: Buffer, total = bytes.length): Excerpt {
  return { text: printableLines(bytes.subarray(0, EXCERPT_BYTES).toString('utf8')), bytes: total };
}

/** {@link excerptOf} of a file of the problem. @throws BailiffError STORAGE_FAILED */
export async function excerptOfFile(data: CaseData, file: string | undefined): Promise<Excerpt | undefined> {
  if (file === undefined) return undefined;
  const { head, bytes } = await data.head(file, EXCERPT_BYTES);
  return excerptOf(head, bytes);
}
