import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expandEnv, type Toolchain, toolchainTokens } from '../../toolchains/index.js';
import type { JobLibraries } from '../libraries.js';
import type { Toolbox } from '../toolbox.js';
import type { SessionMeta } from './meta.js';

export const WORKSPACE = '/workspace';
/** Where tools of the user's own go, by npm and pip. */
const OWN_TOOLS = [`${WORKSPACE}/node_modules/.bin`, `${WORKSPACE}/.local/bin`, `${WORKSPACE}/bin`];
const SYSTEM_TOOLS = ['/usr/bin', '/bin'];

/** A folder as the jail has it: relative ones are the workspace's. */
export function folderOf(cwd: string): string {
  return cwd.startsWith('/') ? cwd : `${WORKSPACE}/${cwd}`;
}

/** What every program of a session finds in its environment, but for what its call adds. */
export function sessionEnv(meta: SessionMeta, tools: readonly string[]): Record<string, string> {
  return {
    PATH: [...OWN_TOOLS, ...tools, ...SYSTEM_TOOLS].join(':'),
    HOME: WORKSPACE,
    LANG: 'C.UTF-8',
    ...meta.env,
  };
}

/**
 * Where modules are looked for that a run loads by their names: beside its sources, in /box, then in the workspace.
 * Python and Node look beside the file that asks by themselves.
 */
const SEARCH_PATHS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  python: { PYTHONPATH: WORKSPACE },
  pypy: { PYTHONPATH: WORKSPACE },
  ruby: { RUBYLIB: `/box:${WORKSPACE}` },
  perl: { PERL5LIB: `/box:${WORKSPACE}` },
  lua: { LUA_PATH: `/box/?.lua;${WORKSPACE}/?.lua;;` },
  bash: { PATH: `/usr/bin:/bin:/box:${WORKSPACE}` },
  dash: { PATH: `/usr/bin:/bin:/box:${WORKSPACE}` },
};

/** The session's part of what a program's run adds to its language: `run()` in the workspace. */
export function inWorkspace(
  language: string,
  libraries: JobLibraries,
  env: Readonly<Record<string, string>>,
): JobLibraries {
  const { PATH: _, ...own } = env;
  const paths: Record<string, string> = { ...libraries.paths };
  const wanted = { ...SEARCH_PATHS[language], ...modulesBeside(libraries) };
  for (const [name, path] of Object.entries(wanted))
    paths[name] = [own[name], path, paths[name]].filter(Boolean).join(':');
  return { ...libraries, env: { ...libraries.env, ...own }, paths };
}

/** Layers of libraries are where the workspace's modules would be found otherwise, see root-workspace.ts. */
function modulesBeside({ roots }: JobLibraries): Record<string, string> {
  const hasLayers = roots.some(({ to }) => to.startsWith('/node_modules/'));
  return hasLayers ? { NODE_PATH: `${WORKSPACE}/node_modules` } : {};
}

/** The folders of the toolchains' commands in the jail, that of the session's own language first. */
export function toolFolders(toolbox: Toolbox, first: Toolchain | undefined): readonly string[] {
  const folders = [...(first ? [first] : []), ...toolbox.newest].map(({ root, jailRoot, command }) =>
    posix.dirname(command.startsWith(`${root}/`) ? `${jailRoot}${command.slice(root.length)}` : command),
  );
  return [...new Set(folders)].filter((folder) => !SYSTEM_TOOLS.includes(folder));
}

/** Where programs of moved toolchains look for their own libraries. */
export function libraryPath(toolbox: Toolbox, first: Toolchain | undefined): string | undefined {
  const folders = [...(first ? [first] : []), ...toolbox.newest].flatMap((toolchain) => {
    const { LD_LIBRARY_PATH: path } = toolchain.recipe.run.env ?? {};
    return path === undefined || toolchain.jailRoot === '/usr'
      ? []
      : [expandEnv({ path }, toolchainTokens(toolchain)).path!];
  });
  return folders.length === 0 ? undefined : [...new Set(folders)].join(':');
}

/** The shell that the jail has. */
export function shellOf(system: string | undefined): string {
  return existsSync(`${system ?? ''}/usr/bin/bash`) ? '/usr/bin/bash' : '/bin/sh';
}
