import type { CheckResult } from './checker.js';
import { ACCEPTED, type Piece, wrong } from './difference.js';
import { commonPrefix, isSpace, sameText } from './tokens.js';

const LF = 0x0a;

/** Line by line: white space at line ends and empty lines at the end do not count. */
export function checkLines(caseSensitive: boolean, output: Buffer, answer: Buffer): CheckResult {
  const outputEnd = trimmedEnd(output, 0, output.length);
  const answerEnd = trimmedEnd(answer, 0, answer.length);
  // Lines that are the same byte for byte are told apart no more.
  const start = lineStart(output, commonPrefix(output, answer));
  let number = countLines(output, start);
  let got = start;
  let wanted = start;
  for (; got < outputEnd && wanted < answerEnd; number++) {
    const gotEnd = lineEnd(output, got, outputEnd);
    const wantedEnd = lineEnd(answer, wanted, answerEnd);
    const gotLine = [got, trimmedEnd(output, got, gotEnd)] as const;
    const wantedLine = [wanted, trimmedEnd(answer, wanted, wantedEnd)] as const;
    if (!sameText(caseSensitive, output, ...gotLine, answer, ...wantedLine))
      return wrong(`line ${number}`, output, gotLine, answer, wantedLine);
    got = gotEnd + 1;
    wanted = wantedEnd + 1;
  }
  if (got >= outputEnd && wanted >= answerEnd) return ACCEPTED;
  const rest = (bytes: Buffer, from: number, end: number): Piece =>
    from < end ? [from, trimmedEnd(bytes, from, lineEnd(bytes, from, end))] : undefined;
  return wrong(
    `line ${number}`,
    output,
    rest(output, got, outputEnd),
    answer,
    rest(answer, wanted, answerEnd),
  );
}

/** Tells the lines of a text as `checkLines` compares them, until told to stop by `false`. */
export function eachLine(bytes: Buffer, tell: (start: number, end: number) => boolean): void {
  const end = trimmedEnd(bytes, 0, bytes.length);
  for (let at = 0; at < end; ) {
    const stop = lineEnd(bytes, at, end);
    if (!tell(at, trimmedEnd(bytes, at, stop))) return;
    at = stop + 1;
  }
}

/** By a loop: for lines of a few bytes, calling out for each costs ten times as much. */
function lineEnd(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== LF) at++;
  return at;
}

function lineStart(bytes: Buffer, from: number): number {
  return from === 0 ? 0 : bytes.lastIndexOf(LF, from - 1) + 1;
}

function trimmedEnd(bytes: Buffer, from: number, end: number): number {
  let at = end;
  while (at > from && isSpace(bytes[at - 1]!)) at--;
  return at;
}

function countLines(bytes: Buffer, end: number): number {
  let line = 1;
  for (let at = bytes.indexOf(LF); at !== -1 && at < end; at = bytes.indexOf(LF, at + 1)) line++;
  return line;
}
