import type { Figure } from '../goals/figure.js';
import { measureSnapshots, measureUpload } from './files.js';
import { measureIdle } from './idle.js';
import type { SessionBench } from './place.js';
import { measureExec, measureOpen } from './starts.js';

/** What sessions cost, as figures with their targets. */
export interface SessionResults {
  readonly quick: boolean;
  readonly figures: readonly Figure[];
}

/** The parts by name. */
export const SESSION: Readonly<Record<string, (bench: SessionBench) => Promise<Figure[]>>> = {
  open: measureOpen,
  exec: measureExec,
  idle: measureIdle,
  upload: measureUpload,
  snapshot: measureSnapshots,
};
