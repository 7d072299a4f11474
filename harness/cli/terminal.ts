import { styleText } from 'node:util';
import type { Finding } from '../../lib/jail/host.js';

const COLOURS = { enforced: 'green', weaker: 'yellow', missing: 'red' } as const;

/** Colours text where the stream is a terminal and NO_COLOR is not set. */
export function paint(
  stream: NodeJS.WriteStream,
  colour: 'green' | 'yellow' | 'red' | 'dim' | 'bold',
  text: string,
): string {
  return styleText(colour, text, { stream });
}

/** Findings as lines of three columns, the fix below where there is one. */
export function findingLines(findings: readonly Finding[], stream: NodeJS.WriteStream): string[] {
  const width = Math.max(0, ...findings.map(({ title }) => title.length));
  return findings.flatMap(({ title, state, detail, fix }) => {
    const mark = paint(stream, COLOURS[state], state.padEnd(8));
    const line = `  ${mark}  ${title.padEnd(width)}  ${oneLine(detail)}`;
    return fix ? [line, `${' '.repeat(width + 14)}fix: ${fix}`] : [line];
  });
}

/** Text that came from elsewhere, without line ends and control characters, for they can command a terminal. */
export function oneLine(text: string): string {
  return text.trim().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Writes a line. */
export function say(stream: NodeJS.WriteStream, line = ''): void {
  stream.write(`${line}\n`);
}
