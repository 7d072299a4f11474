import type { Comparison } from '../compare/compare.js';
import { columns } from './columns.js';

/** What has changed, the worst first. */
export function comparisonText({ changes, unmatched, tolerance, otherMachine }: Comparison): string {
  const number = (value: number) => (value >= 1_000 ? value.toFixed(0) : value.toFixed(3));
  const rows = [...changes]
    .sort((a, b) => b.worse.value - a.worse.value)
    .map(({ id, now, before, worse, regressed }) => [
      id,
      number(before),
      number(now),
      worse.value.toFixed(3),
      `${worse.low.toFixed(3)} to ${worse.high.toFixed(3)}`,
      regressed ? 'REGRESSED' : worse.high < 1 ? 'better' : worse.low > 1 ? 'worse' : 'the same',
    ]);
  const regressed = changes.filter((change) => change.regressed).length;
  const lines = [
    ...(otherMachine ? ['the baseline was taken on another machine: ratios differ by themselves'] : []),
    ...columns([['beside the baseline', 'then', 'now', 'worse ×', '95 % interval', ''], ...rows]),
    ...(unmatched.length > 0 ? [`only on one side: ${unmatched.join(', ')}`] : []),
    `${regressed} of ${changes.length} figures regressed by more than ${(100 * tolerance).toFixed(0)} %`,
  ];
  return `\n${lines.join('\n')}\n`;
}
