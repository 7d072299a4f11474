import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoreMissing, type Layout } from './layout.js';
import type { StoredEntry } from './manifest.js';

const MAX_PACKS = 24;
const FOLD_TO = 8;
const FOLD_BYTES = 64 * 2 ** 20; // moved by one snapshot, at most
const DEAD_SHARE = 4; // a pack of which less than a quarter is used

/** The numbers of those packs whose contents are better moved: mostly dead ones, and the smallest when there are many. */
export async function foldable(
  layout: Layout,
  packs: readonly string[],
  entries: readonly StoredEntry[],
): Promise<ReadonlySet<number>> {
  const used = usedBytes(packs, entries);
  const live = [...packs.keys()].filter((number) => used[number]! > 0);
  const bySize = live.sort((a, b) => used[a]! - used[b]!);
  const tooMany = live.length > MAX_PACKS ? live.length - FOLD_TO : 0;
  const chosen = new Set<number>();
  let bytes = 0;
  for (const [rank, number] of bySize.entries()) {
    if (bytes + used[number]! > FOLD_BYTES) break;
    const facts = await stat(join(layout.packs, packs[number]!)).catch(ignoreMissing);
    const isMostlyDead = facts !== undefined && used[number]! * DEAD_SHARE < facts.size;
    if (!facts || (rank >= tooMany && !isMostlyDead)) continue;
    chosen.add(number);
    bytes += used[number]!;
  }
  return chosen;
}

/** A content that several files have counts once. */
function usedBytes(packs: readonly string[], entries: readonly StoredEntry[]): number[] {
  const used = packs.map(() => 0);
  const seen = new Set<string>();
  for (const { blob } of entries) {
    if (!blob || blob[0] >= packs.length) continue;
    const place = `${blob[0]} ${blob[1]}`;
    if (!seen.has(place)) used[blob[0]]! += blob[2];
    seen.add(place);
  }
  return used;
}
