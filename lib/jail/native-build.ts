import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Environment, readEnv } from '../env.js';
import { BailiffError } from '../errors.js';
import { packageRoot } from '../package-root.js';
import { findOnPath, isExecutable } from './on-path.js';
import { requirePackages } from './setup-packages.js';
import type { SetupOptions } from './setup-step.js';
import { openStaging, publish } from './staging.js';

/** How the native program is compiled: small, static, without libc (its start alone costs a jail 0.3 ms). */
export const NATIVE_FLAGS = [
  '-std=gnu11',
  '-Os',
  '-static',
  '-nostdlib',
  '-nostartfiles',
  '-ffreestanding',
  '-fno-builtin',
  '-fno-tree-loop-distribute-patterns', // else a copying loop becomes a call of memcpy, also within memcpy
  '-fno-stack-protector',
  '-fno-asynchronous-unwind-tables',
  '-fno-pic',
  '-no-pie',
  '-Wall',
  '-Wextra',
  '-Werror=implicit',
] as const;

const SHOWN_ERRORS = 3;

/** Where the native program is found or goes. */
export interface Native {
  readonly path: string;
  readonly source: 'option' | 'environment' | 'installed';
}

/**
 * Finds the native program: the option, BAILIFF_NATIVE, then the one that was built from exactly the present sources.
 *
 * @throws BailiffError NATIVE_MISSING when there is none.
 */
export async function findNative(options: {
  readonly home: string;
  readonly native?: string;
  readonly env?: Environment;
}): Promise<Native> {
  const env = options.env ?? readEnv();
  if (options.native !== undefined) return explicitNative(options.native, 'option');
  if (env.native !== undefined) return explicitNative(env.native, 'environment');
  const path = builtPath(options.home, await readSources());
  if (isExecutable(path)) return { path, source: 'installed' };
  throw new BailiffError(
    'NATIVE_MISSING',
    `Cannot find the native program of this version of bailiff in "${options.home}"; run: bailiff setup`,
  );
}

/**
 * Compiles the native program with the host's C compiler, unless it is there already. Its folder is named by the
 * SHA-256 over sources, flags and architecture, so a new version never runs an old binary.
 *
 * @throws BailiffError SETUP_FAILED when there is no compiler or it fails. Nothing is left behind then.
 */
export async function buildNative(options: SetupOptions): Promise<Native> {
  const sources = await readSources();
  const path = builtPath(options.home, sources);
  const title = 'native program';
  if (isExecutable(path)) {
    options.onStep?.({ title, state: 'found', detail: path });
    return { path, source: 'installed' };
  }
  const compiler = await findCompiler(options);
  options.onStep?.({ title, state: 'started', detail: `compiling with ${compiler}` });
  await using staging = await openStaging(options.home);
  const draft = join(staging.path, 'bailiff-native');
  await compile(compiler, sources, draft, options.signal);
  await publish(draft, path);
  options.onStep?.({ title, state: 'installed', detail: path });
  return { path, source: 'installed' };
}

interface Source {
  readonly name: string;
  readonly content: Buffer;
}

async function readSources(): Promise<readonly Source[]> {
  const folder = join(packageRoot(), 'lib', 'jail', 'native');
  const names = (await readdir(folder)).filter((name) => /\.[ch]$/.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
}

function builtPath(home: string, sources: readonly Source[]): string {
  const hash = createHash('sha256').update(JSON.stringify([process.arch, NATIVE_FLAGS]));
  for (const { name, content } of sources) hash.update(`\0${name}\0${content.length}\0`).update(content);
  return join(home, 'native', hash.digest('hex').slice(0, 16), 'bailiff-native');
}

async function findCompiler(options: SetupOptions): Promise<string> {
  const known = ['cc', 'gcc', 'clang'];
  const found = findOnPath(known, readEnv().path);
  if (found) return found;
  const why = 'Cannot build the native program: none of cc, gcc and clang is on PATH';
  await requirePackages(['gcc', 'libc6-dev'], why, options);
  const installed = findOnPath(known, readEnv().path);
  if (installed) return installed;
  throw new BailiffError(
    'SETUP_FAILED',
    `${why}; put one there, or name a prebuilt program with BAILIFF_NATIVE`,
  );
}

async function compile(
  compiler: string,
  sources: readonly Source[],
  output: string,
  signal?: AbortSignal,
): Promise<void> {
  const folder = dirname(output);
  for (const { name, content } of sources) await writeFile(join(folder, name), content); // what was hashed, nothing newer
  const files = sources.map(({ name }) => name).filter((name) => name.endsWith('.c'));
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const result = await execa(compiler, [...NATIVE_FLAGS, '-o', output, ...files], {
    reject: false,
    stdin: 'ignore',
    cancelSignal: signal,
    cwd: folder,
    env: { LC_ALL: 'C' },
  });
  signal?.throwIfAborted();
  if (!result.failed) return chmod(output, 0o755);
  throw new BailiffError(
    'SETUP_FAILED',
    `Cannot build the native program: "${compiler}" says ${JSON.stringify(errorLines(result.stderr ?? ''))}; install gcc and libc6-dev (apt-get install gcc libc6-dev), then run bailiff setup again`,
  );
}

/** Those that say what is wrong: the linker has it in lines before the one that its caller ends with. */
function errorLines(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  const said = lines.filter((line) => /\berror\b|undefined reference|\bld(\.\w+)?: cannot/.test(line));
  const useful = said.filter((line) => !/^(collect2|clang.*): error: (ld|linker)/.test(line));
  const shown = [useful, said, lines.filter((line) => line !== '').slice(-1)].find(
    ({ length }) => length > 0,
  );
  return shown?.slice(0, SHOWN_ERRORS).join(' | ') ?? 'nothing';
}

function explicitNative(given: string, source: 'option' | 'environment'): Native {
  const path = resolve(given);
  if (isExecutable(path)) return { path, source };
  const from = source === 'option' ? 'the option native' : 'BAILIFF_NATIVE';
  throw new BailiffError(
    'NATIVE_MISSING',
    `Cannot use the native program "${given}": no such executable file; correct ${from}, or leave it out and run: bailiff setup`,
  );
}
