import { printableLines } from '../printable.js';
import type { SubmissionReport } from '../report.js';
import { readSources } from '../submission/read.js';
import type { Submission } from '../submission/submission.js';

const FILE_BYTES = 64 * 2 ** 10;
const ALL_BYTES = 256 * 2 ** 10;

/** A submission's sources for its report: 64 KiB of each, 256 KiB of all, control characters made visible. */
export async function shownSources(
  submission: Submission,
): Promise<NonNullable<SubmissionReport['sources']> | undefined> {
  try {
    let left = ALL_BYTES;
    return (await readSources(submission)).map(({ path, content }) => {
      const shown = content.subarray(0, Math.min(FILE_BYTES, left));
      left -= shown.length;
      return { path, text: printableLines(shown.toString('utf8')) };
    });
  } catch {
    return undefined; // changed since it was judged: the report stays true without them
  }
}
