import { readEnv } from '../../lib/env.js';
import { homePath } from '../../lib/home.js';
import { canMakeImages } from '../../lib/jail/image.js';
import { findStanding } from '../../lib/jail/standing.js';

const required = readEnv().require.includes('core');

/** For `test.skipIf()`: a skip in sight where the machine lacks something; with BAILIFF_REQUIRE=core it runs, and fails. */
export function lacks(condition: boolean): boolean {
  return !condition && !required;
}

export const IS_ROOT = process.geteuid?.() === 0;

const standing = findStanding(homePath());
const cgroups = standing.cgroups();

/** A cell stays for the next run, as everywhere but on cgroup v2 before Linux 6.12: so its user ids stay taken. */
export const CELLS_STAY = cgroups?.reusable ?? true;

/** Limits are held by the kernel's own accounting. */
export const HAS_CGROUPS = cgroups !== undefined;

/** Programs have user ids of their own. */
export const HAS_OWN_UIDS = standing.ids.kind !== 'one';

/** Workspaces of sessions are file systems of their own, which hold them to their size. */
export const HAS_IMAGES = standing.ids.kind === 'root' && canMakeImages();
