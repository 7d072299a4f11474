import type { SessionInfo } from '../../../lib/session/list-sessions.js';
import { formatBytes } from '../../../lib/units.js';

/** What `session list` says of each: name, state, who has it, when it was used, when it goes. */
export function sessionLines(sessions: readonly SessionInfo[]): string[] {
  const rows = sessions.map(({ id, state, holder, usedAt, expiresAt, limits, recovered, snapshotFailed }) => [
    id,
    holder ? `${state} (process ${holder.pid})` : state,
    `used ${momentOf(usedAt)}`,
    `expires ${momentOf(expiresAt)}`,
    formatBytes(limits.workspaceBytes),
    [
      ...(recovered ? [`recovered ${momentOf(recovered.at)}`] : []),
      ...(snapshotFailed ? [`no snapshot of ${momentOf(snapshotFailed.at)}`] : []),
    ].join(', '),
  ]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(0, ...rows.map((row) => row[at]!.length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function momentOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
