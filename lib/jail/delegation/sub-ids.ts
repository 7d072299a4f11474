import { BailiffError } from '../../errors.js';
import type { IdRange } from '../standing.js';

/** One line of /etc/subuid or /etc/subgid (subuid(5)). */
export interface SubIds extends IdRange {
  /** A name, or a number. */
  readonly owner: string;
}

/** 4,096 cells, as root has. Ranges of ours begin at multiples of it: so set-up knows them again. */
export const DELEGATED_COUNT = 8_192;

const FIRST = 123 * DELEGATED_COUNT; // above a million: what useradd gives, and root's own runners, lies below
const END = 600_100_000; // SUB_UID_MAX of login.defs(5)

export function parseSubIds(text: string): SubIds[] {
  return text.split('\n').flatMap((line) => {
    const [owner = '', start, count] = line.split(':');
    const isLine = /^[^#\s]+$/.test(owner) && /^\d+$/.test(start ?? '') && /^\d+$/.test(count ?? '');
    return isLine ? [{ owner, start: Number(start), count: Number(count) }] : [];
  });
}

interface Owner {
  readonly name: string;
  readonly uid: number;
}

export function isOwnedBy({ name, uid }: Owner, { owner }: SubIds): boolean {
  return owner === name || owner === String(uid);
}

/** The range that a user has been given by us, in either file. */
export function givenRange(user: Owner, entries: readonly SubIds[]): IdRange | undefined {
  const given = entries.find((entry) => isOwnedBy(user, entry) && isOurs(entry));
  return given && { start: given.start, count: given.count };
}

/**
 * That range, else the first one that is nobody's in any.
 *
 * @throws BailiffError SETUP_FAILED when somebody else has part of the user's, or none is free
 */
export function pickRange(user: Owner, entries: readonly SubIds[]): IdRange {
  const given = givenRange(user, entries);
  if (!given) return freeRange(entries);
  const rival = entries.find((entry) => !isOwnedBy(user, entry) && overlaps(entry, given));
  if (!rival) return given;
  throw new BailiffError(
    'SETUP_FAILED',
    `Cannot delegate to "${user.name}": its ids ${given.start} to ${given.start + given.count - 1} are also "${rival.owner}"'s in /etc/subuid or /etc/subgid; take them from one of the two`,
  );
}

export function overlaps(one: IdRange, other: IdRange): boolean {
  return one.start < other.start + other.count && other.start < one.start + one.count;
}

function isOurs({ start, count }: IdRange): boolean {
  return count === DELEGATED_COUNT && start >= FIRST && start % DELEGATED_COUNT === 0;
}

function freeRange(entries: readonly SubIds[]): IdRange {
  for (let start = FIRST; start + DELEGATED_COUNT <= END; start += DELEGATED_COUNT) {
    const range = { start, count: DELEGATED_COUNT };
    if (!entries.some((entry) => overlaps(entry, range))) return range;
  }
  throw new BailiffError('SETUP_FAILED', 'Cannot delegate: no range of ids is free below 600,100,000');
}
