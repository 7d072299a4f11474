import { test } from 'vitest';
import { readEnv } from '../../lib/env.js';
import { detectCgroups } from '../../lib/jail/cgroup-detect.js';

const required = readEnv().require.includes('core');

/** `test`, skipped in sight where the machine lacks something; with BAILIFF_REQUIRE=core it runs, and fails. */
export const testIf = (condition: boolean) => test.skipIf(!condition && !required);

export const IS_ROOT = process.geteuid?.() === 0;

/** Limits are held by the kernel's own accounting. */
export const HAS_CGROUPS = IS_ROOT && detectCgroups() !== undefined;
