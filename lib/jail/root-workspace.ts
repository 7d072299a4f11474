import type { RootPlan } from './root.js';
import type { ScriptBuilder } from './script.js';

const MODULES = '/node_modules';

/** The workspace of a session, or the place for one, and a place for terminals, which only sessions have. */
export function addWorkspace(
  script: ScriptBuilder,
  { base, workspace, workspaceUser, roots }: RootPlan,
): void {
  const jail = `${base}/jail`;
  script.folder(`${base}/mount`).folder(`${jail}/workspace`).folder(`${jail}/dev/pts`);
  script.link('pts/ptmx', `${jail}/dev/ptmx`);
  // what is imported in /box is looked for in / too; layers of libraries have a folder of that name
  if (!roots.some(({ to }) => to.startsWith(`${MODULES}/`)))
    script.link(`/workspace${MODULES}`, `${jail}${MODULES}`);
  if (!workspace) return;
  const at = workspace.type === '' ? workspace.source : `${base}/mount`;
  script.workspace(workspace, at, `${jail}/workspace`, workspaceUser);
}
