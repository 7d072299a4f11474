import type { RootPlan } from './root.js';
import type { ScriptBuilder, WorkspaceMount } from './script.js';

/** The workspace of a session, and a place for terminals, which only sessions have. */
export function addWorkspace(
  script: ScriptBuilder,
  { base, workspaceUser }: RootPlan,
  mount: WorkspaceMount,
): void {
  const jail = `${base}/jail`;
  script.folder(`${base}/mount`).folder(`${jail}/workspace`).folder(`${jail}/dev/pts`);
  script.link('pts/ptmx', `${jail}/dev/ptmx`);
  const at = mount.type === '' ? mount.source : `${base}/mount`;
  script.workspace(mount, at, `${jail}/workspace`, workspaceUser);
}
