import type { JailReport, Pair } from './jail/step.js';

/** What one program said to the other at one time. */
export interface Said {
  readonly from: 'first' | 'second';
  /** Since the earlier of both was started, in milliseconds. */
  readonly atMs: number;
  readonly data: Buffer;
}

/** What two programs said to each other, in the order of its passing. */
export interface Transcript {
  readonly said: readonly Said[];
  /** Whether more was said: bytes beyond what was asked for, or more than 32,768 pieces from one side. */
  readonly truncated: boolean;
}

type Recorded = Pick<JailReport, 'passed' | 'passedMore'>;

/** Merges what was recorded of either side, as far as both were, and cuts it to `bytes`. */
export function transcriptOf(
  [first, second]: Pair<Recorded>,
  startedAtMs: number,
  bytes: number,
): Transcript {
  const endAtMs = Math.min(lastAtMs(first), lastAtMs(second));
  const pieces = [...saidBy('first', first), ...saidBy('second', second)]
    .filter(({ atMs }) => atMs <= endAtMs)
    .sort((a, b) => a.atMs - b.atMs);
  const said: Said[] = [];
  let left = bytes;
  for (const piece of pieces) {
    const data = piece.data.subarray(0, left);
    left -= piece.data.length;
    if (data.length > 0) said.push({ ...piece, atMs: piece.atMs - startedAtMs, data });
    if (left < 0) return { said, truncated: true };
  }
  return { said, truncated: endAtMs < Number.POSITIVE_INFINITY };
}

function saidBy(from: Said['from'], { passed }: Recorded): Said[] {
  return passed.map((piece) => ({ from, ...piece }));
}

/** When the record of a side ends before the program's end. */
function lastAtMs({ passed, passedMore }: Recorded): number {
  return passedMore ? (passed.at(-1)?.atMs ?? 0) : Number.POSITIVE_INFINITY;
}
