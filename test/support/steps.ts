import type { Step } from '../../lib/jail/step.js';
import { RUN_LIMITS } from '../../lib/limits.js';

/** A step that does nothing, but for what is given. */
export const plainStep = (parts: Partial<Step> = {}): Step => ({
  argv: ['/bin/true'],
  env: {},
  files: [],
  stdin: { kind: 'empty' },
  limits: RUN_LIMITS,
  collect: [],
  ...parts,
});
