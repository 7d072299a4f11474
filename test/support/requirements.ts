import { readEnv } from '../../lib/env.js';
import { detectCgroups } from '../../lib/jail/cgroup-detect.js';

const required = readEnv().require.includes('core');

/** For `test.skipIf()`: a skip in sight where the machine lacks something; with BAILIFF_REQUIRE=core it runs, and fails. */
export function lacks(condition: boolean): boolean {
  return !condition && !required;
}

export const IS_ROOT = process.geteuid?.() === 0;

/** A cell stays for the next run, as everywhere but on cgroup v2 before Linux 6.12: so its user ids stay taken. */
export const CELLS_STAY = !IS_ROOT || (detectCgroups()?.reusable ?? true);

/** Limits are held by the kernel's own accounting. */
export const HAS_CGROUPS = IS_ROOT && detectCgroups() !== undefined;
