import type { OutsideIds } from './config.js';

/**
 * Where the two user ids of a cell come from; native/ids.c.
 *
 * *Semantics*
 * - `root`: they are the machine's, for launch is root
 * - `mapped`: launch is root of a user namespace that was given them besides its own id, by newuidmap(1) and
 *   newgidmap(1), or by a root who may do nothing else
 * - `one`: there is one id, the caller's
 */
export type IdSource =
  | { readonly kind: 'root' | 'one' }
  | { readonly kind: 'mapped'; readonly uidMapper: string; readonly gidMapper: string };

/** The same for one cell. `joined`: launch is in a session's user namespace, which was given a pair of ids already. */
export type CellIds = IdSource | { readonly kind: 'joined' };

/** The arguments of launch that say so. */
export function mapperArguments(ids: CellIds): readonly [string, string] {
  return ids.kind === 'mapped' ? [ids.uidMapper, ids.gidMapper] : ['-', '-'];
}

/**
 * Ids as launch has them. A slot is a pair of ids, so that no two slots of the machine share one. In a session whose
 * workspace is a folder of the caller's, the program has the caller's id, and the gate another one.
 */
export function outsideIds({ kind }: CellIds, slot: number): OutsideIds {
  switch (kind) {
    case 'root':
      return { gate: 2 * slot, program: 2 * slot + 1 };
    case 'mapped':
      return { gate: 1, program: 2 };
    case 'joined':
      return { gate: 1, program: 0 };
    case 'one':
      return { gate: 0 };
    default:
      return kind satisfies never;
  }
}
