import { formatBytes } from '../../lib/index.js';
import type { ResultOf } from '../report.js';
import { columns } from './columns.js';

const SHOWN = 10;

export function soakLines([result]: readonly ResultOf<'soak'>[]): string[] {
  const { runs, runsPerSecond, samples, trend } = result!;
  const sign = trend.growthBytes < 0 ? '-' : '+';
  const rss = ([at, bytes]: (typeof samples)[number]) => [String(at), formatBytes(bytes)];
  const shown = samples.filter((_, i) => i === 0 || (i + 1) % Math.ceil(samples.length / SHOWN) === 0);
  return [
    ...columns([['after runs', 'RSS of Node'], ...shown.map(rss)]),
    '',
    `${runs} runs, ${runsPerSecond.toFixed(0)} a second; after warm-up ${sign}${formatBytes(Math.abs(trend.growthBytes))}` +
      ` on ${formatBytes(trend.meanBytes)} (${trend.bytesPerRun.toFixed(1)} bytes a run): ${trend.flat ? 'flat' : 'GROWING'}`,
  ];
}
