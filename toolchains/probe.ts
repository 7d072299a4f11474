import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { realExecutable } from './candidate-commands.js';
import type { Candidate } from './recipe.js';
import { compareVersions } from './version.js';

const PROBE_TIMEOUT_MS = 10_000;
/** Asking a tool for its version must not make it fetch another one. */
const PROBE_ENV = { GOTOOLCHAIN: 'local', GOTELEMETRY: 'off', RUSTUP_AUTO_INSTALL: '0', LC_ALL: 'C' };

/** A command and the folder of its tree, both by their real paths. */
export interface Tree {
  readonly root: string;
  readonly command: string;
}

/** The tree of a command: as the tool itself says (a shim hands that to the real one), else two folders up. */
export async function probeTree(candidate: Candidate, path: string): Promise<Tree | undefined> {
  const real = await realExecutable(path);
  if (real === undefined) return undefined;
  if (candidate.rootArgv === undefined) return { root: rootAbove(real, candidate), command: real };
  const root = (await probe(path, candidate.rootArgv))?.split('\n')[0]?.trim();
  if (!root || !existsSync(root)) return undefined;
  return treeAt(root, candidate.command, real);
}

function rootAbove(command: string, { rootLevels = 2 }: Candidate): string {
  return resolve(command, ...Array.from({ length: rootLevels }, () => '..'));
}

/** The tree in a known folder. */
export async function treeAt(root: string, name: string, fallback?: string): Promise<Tree | undefined> {
  const command = (await realExecutable(join(root, 'bin', name))) ?? fallback;
  return command === undefined ? undefined : { root, command };
}

/** The version of a command that the recipe can work with; `undefined` when it is another, or broken. */
export async function probeVersion(candidate: Candidate, command: string): Promise<string | undefined> {
  return versionIn(candidate, await probe(command, candidate.versionArgv, candidate.versionStdin));
}

/** The version in what a command has said, if the recipe can work with it. */
export function versionIn(candidate: Candidate, said: string | undefined): string | undefined {
  const version = candidate.versionPattern.exec(said ?? '')?.[1];
  if (version === undefined || compareVersions(version, candidate.minVersion ?? '0') < 0) return undefined;
  return version;
}

/** What a command prints, both streams; `undefined` when it fails. In `/`, where no project's settings choose a version. */
async function probe(command: string, args: readonly string[], input?: string): Promise<string | undefined> {
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const { failed, all } = await execa(command, args, {
    cwd: '/',
    env: PROBE_ENV,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    all: true,
    reject: false,
    timeout: PROBE_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  return failed ? undefined : all;
}
