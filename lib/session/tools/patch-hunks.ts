import { BailiffError } from '../../errors.js';
import type { Hunk } from './patch-parse.js';

/**
 * The file after its hunks, or why not. Each must match exactly, as near as can be to where it says, behind the one
 * before it. Texts are byte strings.
 *
 * @throws BailiffError EDIT_REFUSED
 */
export function applyHunks(text: string, hunks: readonly Hunk[], path: string): string {
  const lines = text === '' ? [] : text.split('\n');
  const endsOpen = text !== '' && !text.endsWith('\n');
  if (text.endsWith('\n')) lines.pop();
  const result: string[] = [];
  let done = 0;
  let drift = 0;
  let open = endsOpen;
  for (const [index, hunk] of hunks.entries()) {
    const old = hunk.lines.filter(({ kind }) => kind !== '+').map((line) => line.text);
    const wanted = old.length === 0 ? hunk.oldStart : hunk.oldStart - 1;
    const at = placeOf(lines, old, wanted + drift, done, hunk, endsOpen);
    if (at === undefined) throw mismatch(path, index, hunk, lines, wanted + drift);
    for (let line = done; line < at; line++) result.push(lines[line]!);
    for (const { kind, text: added } of hunk.lines) if (kind !== '-') result.push(added);
    done = at + old.length;
    drift = at - wanted;
    if (done === lines.length) open = hunk.newEndsOpen || (endsOpen && endsInContext(hunk));
  }
  for (let line = done; line < lines.length; line++) result.push(lines[line]!);
  if (result.length === 0) return '';
  return result.join('\n') + (open ? '' : '\n');
}

/** Whoever leaves the remark out does not mean to add an end to a line that is only shown. */
function endsInContext({ lines, oldEndsOpen }: Hunk): boolean {
  return !oldEndsOpen && lines.at(-1)?.kind === ' ';
}

/** The nearest place where all old lines are, or undefined. */
function placeOf(
  lines: readonly string[],
  old: readonly string[],
  wanted: number,
  from: number,
  { oldEndsOpen, oldStart }: Hunk,
  endsOpen: boolean,
): number | undefined {
  const last = lines.length - old.length;
  const fits = (at: number) => {
    if (at < from || at > last) return false;
    const isEnd = at + old.length === lines.length;
    if (oldEndsOpen && (!isEnd || !endsOpen)) return false;
    return old.every((line, i) => line === lines[at + i]);
  };
  if (old.length === 0)
    return oldStart === 0 && lines.length > 0 ? undefined : fits(wanted) ? wanted : undefined;
  for (let distance = 0; distance <= lines.length + Math.abs(wanted); distance++) {
    if (fits(wanted - distance)) return wanted - distance;
    if (fits(wanted + distance)) return wanted + distance;
  }
  return undefined;
}

function mismatch(
  path: string,
  index: number,
  hunk: Hunk,
  lines: readonly string[],
  at: number,
): BailiffError {
  const old = hunk.lines.filter(({ kind }) => kind !== '+').map((line) => line.text);
  const wrong = old.findIndex((line, i) => line !== lines[at + i]);
  const shown = (text: string | undefined) =>
    text === undefined ? 'the end of the file' : JSON.stringify(Buffer.from(text, 'latin1').toString());
  const why =
    wrong < 0
      ? 'its lines are there, but not at the end of the file'
      : `line ${at + wrong + 1} is ${shown(lines[at + wrong])}, not ${shown(old[wrong])}`;
  return new BailiffError(
    'EDIT_REFUSED',
    `Cannot apply the patch to "${path}": hunk ${index + 1} does not match: ${why}`,
  );
}
