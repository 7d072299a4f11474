import { readFileSync } from 'node:fs';
import type { IdRange } from '../standing.js';
import { runCommand } from './root-command.js';
import type { DelegationStep } from './step.js';
import { isOwnedBy, parseSubIds, pickRange, type SubIds } from './sub-ids.js';
import type { DelegatedUser } from './user.js';

/** Where ranges are written down, and how usermod(8) calls them; it holds the locks that other tools respect. */
const KINDS = [
  { file: 'subuid', name: 'subuids' },
  { file: 'subgid', name: 'subgids' },
] as const;

type Kind = (typeof KINDS)[number];

/** All ranges that anybody has, of users or of groups. */
export function readSubIds(etc: string): SubIds[] {
  return KINDS.flatMap(({ file }) => parseSubIds(readOptional(`${etc}/${file}`)));
}

/** A line of its own in /etc/subuid and one in /etc/subgid. */
export function idsStep(user: DelegatedUser, range: IdRange, etc: string): DelegationStep {
  const last = range.start + range.count - 1;
  const missing = () => KINDS.filter(({ file }) => !has(readOptional(`${etc}/${file}`), user, range));
  const change = async (what: 'add' | 'del', kinds: readonly Kind[]) => {
    for (const { name } of kinds)
      await runCommand(['usermod', `--${what}-${name}`, `${range.start}-${last}`, user.name]);
  };
  return {
    title: `${etc}/subuid, ${etc}/subgid`,
    detail:
      range.count > 0
        ? `the ids ${range.start} to ${last}, for gates and programs, by usermod`
        : 'ids for gates and programs',
    state: () => (['done', 'other', 'absent'] as const)[missing().length]!,
    make: async () => {
      await change('add', missing());
      pickRange(user, readSubIds(etc)); // somebody may have taken it at the same moment: then it says so
    },
    undo: () =>
      change(
        'del',
        KINDS.filter((kind) => !missing().includes(kind)),
      ),
  };
}

function has(text: string, user: DelegatedUser, { start, count }: IdRange): boolean {
  return parseSubIds(text).some(
    (entry) => isOwnedBy(user, entry) && entry.start === start && entry.count === count,
  );
}

function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
