import { readFile } from 'node:fs/promises';
import type { Finding } from './jail/host/finding.js';

/** Time of all cores since the machine started, in the kernel's ticks. */
export interface CoreTime {
  readonly all: number;
  /** That the host of a virtual machine gave to somebody else while we had work. */
  readonly stolen: number;
}

const MOST_STOLEN = 0.005;

/** Reads /proc/stat (proc(5)): user nice system idle iowait irq softirq steal; guest time is in user already. */
export async function readCoreTime(): Promise<CoreTime> {
  return parseCoreTime(await readFile('/proc/stat', 'utf8'));
}

export function parseCoreTime(stat: string): CoreTime {
  const ticks = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').slice(0, 8).map(Number);
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7] ?? 0 };
}

/** Whether somebody else had our cores meanwhile. Stolen time is billed to whoever was running. */
export function judgeStolen(before: CoreTime, after: CoreTime): Finding {
  const share = (after.stolen - before.stolen) / Math.max(1, after.all - before.all);
  const detail = `${(100 * share).toFixed(1)} % of the time of all cores`;
  const finding = { id: 'timing-stolen', title: 'Stolen by other machines' };
  if (share <= MOST_STOLEN) return { ...finding, state: 'enforced', detail };
  const fix = 'use a machine with cores of its own (dedicated, not shared)';
  return {
    ...finding,
    state: 'weaker',
    detail: `${detail} went to others, and is billed to whoever was running`,
    fix,
  };
}
