import { BailiffError } from '../../errors.js';
import type { SessionFiles } from '../files/session-files.js';
import { refuseBinary } from './read.js';
import { replaceFile } from './replace-file.js';

const MAX_BYTES = 16 * 2 ** 20;
const SHOWN_LINES = 5;

export interface Edit {
  /** Must be there exactly once, unless `all`. */
  readonly find: string;
  readonly replace: string;
  /** Every place, of which there must be one. @default false */
  readonly all?: boolean;
}

/**
 * Replaces texts in a file, one edit after another, all of them or none.
 *
 * @throws BailiffError EDIT_REFUSED that says how often, and in which lines, the text is there.
 */
export async function edit(
  files: SessionFiles,
  path: string,
  edits: readonly Edit[],
): Promise<{ readonly replaced: number }> {
  const seen = await files.stat(path);
  const bytes = await files.readFile(path, { maxBytes: MAX_BYTES });
  refuseBinary(bytes, path);
  let text = bytes.toString('latin1'); // as bytes: what is no UTF-8 elsewhere in the file stays as it is
  let replaced = 0;
  for (const each of edits) {
    const done = applyEdit(text, each, path);
    text = done.text;
    replaced += done.replaced;
  }
  await replaceFile(files, path, Buffer.from(text, 'latin1'), seen);
  return { replaced };
}

/** On byte strings. Pure. */
export function applyEdit(
  text: string,
  { find, replace, all = false }: Edit,
  path: string,
): { readonly text: string; readonly replaced: number } {
  const from = Buffer.from(find).toString('latin1');
  const to = Buffer.from(replace).toString('latin1');
  if (from === '') throw refused(path, 'the text to find is empty');
  if (from === to) throw refused(path, 'the new text is the same');
  const places = placesOf(text, from);
  if (places.length === 0) throw refused(path, 'the text to find is not there; read the file again');
  if (places.length > 1 && !all) {
    const lines = places.slice(0, SHOWN_LINES).map((at) => text.slice(0, at).split('\n').length);
    const more = places.length > SHOWN_LINES ? ' and more' : '';
    throw refused(
      path,
      `the text to find is there ${places.length} times (lines ${lines.join(', ')}${more}); add what is around it, or set all`,
    );
  }
  const parts = text.split(from);
  return { text: parts.join(to), replaced: parts.length - 1 };
}

/** Also those that overlap: which of them is meant is not clear either. */
function placesOf(text: string, find: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + 1)) places.push(at);
  return places;
}

function refused(path: string, why: string): BailiffError {
  return new BailiffError('EDIT_REFUSED', `Cannot edit "${path}": ${why}`);
}
