import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { BailiffError, messageOf } from '../errors.js';
import { openLinksFolder } from './cell-links.js';
import type { CellHost } from './cell-setup.js';
import { detectCgroups } from './cgroup-detect.js';
import { findNative } from './native-build.js';
import { findNsjail } from './nsjail.js';
import type { Root } from './root.js';
import { sweepStale } from './sweep.js';

/** The range of outside user ids that is used unless a runner has its own: 4,096 cells on one machine. */
export const DEFAULT_UIDS = { start: 200_000, count: 8_192 } as const;

/** As root all runners of the machine share one folder of leases, whatever their homes: ids are the machine's. */
const MACHINE_LEASES = '/run/bailiff';

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
  const asRoot = process.geteuid?.() === 0;
  const [nsjail, native] = await Promise.all([
    findNsjail({ home, nsjail: options.nsjail }),
    findNative({ home }),
  ]);
  const uids = options.uids ?? DEFAULT_UIDS;
  const leases = leasesFolder(home);
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
    cgroups: asRoot ? detectCgroups() : undefined,
    asRoot,
    pin: options.pin,
    cores: options.pin ? 1 : availableParallelism(), // asking costs four system calls: not for every run
  };
  await sweepStale(host);
  return host;
}

/** The lock files of slots. As root they are the machine's, else those of a home. */
export function leasesFolder(home: string): string {
  return join(process.geteuid?.() === 0 ? MACHINE_LEASES : home, 'leases');
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
