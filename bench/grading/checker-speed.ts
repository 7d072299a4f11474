import { checkDefault, parseDefaultFlags } from '../../harness/index.js';
import { BailiffError } from '../../lib/index.js';
import { nodeCpuMs } from '../measure/cpu.js';
import { median } from '../measure/statistics.js';

/** How fast the default checker goes through an output that it accepts. */
export interface CheckerSpeed {
  /** Output and answer have the same bytes; the same tokens; or the same values within a tolerance. */
  readonly equal: 'bytes' | 'tokens' | 'numbers';
  /** Of the output. */
  readonly bytes: number;
  /** Millions of bytes of output in a second of CPU time: nothing else is done meanwhile. */
  readonly megabytesPerSecond: number;
}

const ROUNDS = 5;
const LINE_TOKENS = 10;

/** Checks outputs of about `bytes` bytes. */
export function measureCheckers(bytes: number): CheckerSpeed[] {
  const tokens = Buffer.from(spaced(words(bytes), ' '));
  const wide = Buffer.from(spaced(words(bytes), '  '));
  const [answers, outputs] = [false, true].map((long) => Buffer.from(spaced(decimals(bytes, long), ' ')));
  return [
    speedOf('bytes', tokens, Buffer.from(tokens), []),
    speedOf('tokens', wide, tokens, []),
    speedOf('numbers', outputs!, answers!, ['float_tolerance', '1e-6']),
  ];
}

function speedOf(
  equal: CheckerSpeed['equal'],
  output: Buffer,
  answer: Buffer,
  flags: readonly string[],
): CheckerSpeed {
  const checker = parseDefaultFlags(flags);
  if (typeof checker === 'string') throw new Error(checker);
  const once = () => {
    const before = nodeCpuMs();
    const { verdict, message } = checkDefault(checker, output, answer);
    if (verdict === 'AC') return nodeCpuMs() - before;
    throw new BailiffError('HOST_UNSUPPORTED', `Cannot measure the default checker: ${verdict}, ${message}`);
  };
  once(); // compiled by V8 from here on
  const ms = median(Array.from({ length: ROUNDS }, once));
  return { equal, bytes: output.length, megabytesPerSecond: output.length / 1_000 / ms };
}

/** Tokens like those of outputs: numbers of one to ten digits, and a word now and then. */
function* words(bytes: number): Generator<string> {
  for (let i = 0, length = 0; length < bytes; i++) {
    const token = i % 16 === 0 ? 'Possible' : String(Math.imul(i, 2_654_435_761) >>> (i % 31));
    length += token.length + 1;
    yield token;
  }
}

function* decimals(bytes: number, long: boolean): Generator<string> {
  for (let i = 0, length = 0; length < bytes; i++) {
    const token = (((Math.imul(i, 2_654_435_761) >>> 0) % 1_000_000) / 1_000).toFixed(3);
    length += token.length + 1;
    yield long ? `${token}000` : token;
  }
}

function spaced(tokens: Iterable<string>, space: string): string {
  const lines: string[] = [];
  let line: string[] = [];
  for (const token of tokens) {
    line.push(token);
    if (line.length < LINE_TOKENS) continue;
    lines.push(line.join(space));
    line = [];
  }
  return `${[...lines, line.join(space)].join('\n')}\n`;
}
