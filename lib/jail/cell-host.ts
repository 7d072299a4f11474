import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { BailiffError, messageOf } from '../errors.js';
import { openLinksFolder } from './cell-links.js';
import type { CellHost } from './cell-setup.js';
import { findNative } from './native-build.js';
import { findNsjail } from './nsjail.js';
import type { Root } from './root.js';
import { findStanding } from './standing.js';
import { sweepStale } from './sweep.js';

export interface CellHostOptions {
  /** Resolved. */
  readonly home: string;
  readonly nsjail?: string;
  readonly uids?: { readonly start: number; readonly count: number };
  readonly pin: boolean;
  readonly roots: readonly Root[];
  /** See CellHost. */
  readonly system?: string;
}

/**
 * Finds what cells need on this machine, and removes what killed runners left.
 *
 * @throws BailiffError NSJAIL_MISSING, NATIVE_MISSING, HOST_UNSUPPORTED, STORAGE_FAILED
 */
export async function openCellHost(options: CellHostOptions): Promise<CellHost> {
  const { home } = options;
  const { ids, uids, leases, cgroups } = findStanding(home, options.uids);
  const [nsjail, native] = await Promise.all([
    findNsjail({ home, nsjail: options.nsjail }),
    findNative({ home }),
  ]);
  makeFolder(leases);
  const host: CellHost = {
    native: native.path,
    nsjail: nsjail.path,
    home,
    links: openLinksFolder(home, leases),
    leases,
    uids,
    roots: options.roots,
    system: options.system,
    cgroups: cgroups(),
    ids,
    pin: options.pin,
    cores: options.pin ? 1 : availableParallelism(), // asking costs four system calls: not for every run
  };
  await sweepStale(host);
  return host;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot make the folder of leases: ${messageOf(cause)}`, {
      cause,
    });
  }
}
