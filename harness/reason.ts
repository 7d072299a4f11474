import { clip, printable } from './printable.js';

const TAIL_BYTES = 4_096;
const LINE_CHARS = 500;

/**
 * Of what a program wrote last to stderr, the last line that names an error, else the last, printable: some traces go on
 * after the reason. Empty when it wrote nothing.
 */
export function reasonOn(stderr: Buffer, most = LINE_CHARS): string {
  const lines = stderr.subarray(-TAIL_BYTES).toString('utf8').trimEnd().split('\n');
  const named = lines.findLast((line) => /^(?!\s*at ).*(error|exception|panic|what\(\))/i.test(line));
  return clip(printable((named ?? lines.at(-1)!).trim()), most);
}
