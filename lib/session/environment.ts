import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expandEnv, type Toolchain, toolchainTokens } from '../../toolchains/index.js';
import type { JobLibraries } from '../libraries.js';
import type { Toolbox } from '../toolbox.js';
import type { SessionMeta } from './registry.js';

export const WORKSPACE = '/workspace';
/** Where tools of the user's own go, by npm and pip. */
const OWN_TOOLS = [`${WORKSPACE}/node_modules/.bin`, `${WORKSPACE}/.local/bin`, `${WORKSPACE}/bin`];
const SYSTEM_TOOLS = ['/usr/bin', '/bin'];

/** What every program of a session finds in its environment, but for what its call adds. */
export function sessionEnv(meta: SessionMeta, tools: readonly string[]): Record<string, string> {
  return {
    PATH: [...OWN_TOOLS, ...tools, ...SYSTEM_TOOLS].join(':'),
    HOME: WORKSPACE,
    LANG: 'C.UTF-8',
    ...meta.env,
  };
}

/** The session's part of what a program's run adds to its language: `run()` in the workspace. */
export function inWorkspace(libraries: JobLibraries, env: Readonly<Record<string, string>>): JobLibraries {
  const { PATH: _, ...own } = env;
  const path = libraries.paths.PYTHONPATH;
  const paths = { ...libraries.paths, PYTHONPATH: path ? `${WORKSPACE}:${path}` : WORKSPACE };
  return { ...libraries, env: { ...libraries.env, ...own }, paths };
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
