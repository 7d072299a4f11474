import type { BenchHost } from '../host-facts.js';
import type { BenchReport } from '../report.js';

/** Others used more than this of the cores: times lie. */
export const BUSY = 0.1;

export function hostLines(host: BenchHost): string[] {
  const { cores, cpu, kernel, cgroup, node, nsjail, root, bailiff, commit, governor } = host;
  const code = `bailiff ${bailiff}${commit ? ` (${commit})` : ''}`;
  const versions = `Node ${node} · nsjail ${nsjail?.version ?? 'none'} · cgroup ${cgroup} · ${root ? 'root' : 'rootless'}`;
  const clock = governor ? ` · governor ${governor}` : '';
  return [`${code} · ${versions}`, `Linux ${kernel} · ${cores} × ${cpu}${clock}`];
}

export function busyLine({ host, busyAfter }: Pick<BenchReport, 'host' | 'busyAfter'>): string {
  const percent = (share: number) => (100 * share).toFixed(0);
  const busy = `others used ${percent(host.busyBefore)} % of the cores just before, ${percent(busyAfter)} % just after`;
  return Math.max(host.busyBefore, busyAfter) > BUSY ? `${busy}: trust the ratios, not the times` : busy;
}
