import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { posix } from 'node:path';
import { recipeForFile } from '../../../toolchains/index.js';
import type { Tool } from '../../checkers/checker.js';
import { findEntry } from '../../submission/entry.js';
import { invalid, list, type Package, type PackageEntry } from '../package.js';
import type { ProblemFile } from '../problem.js';
import { filesBelow } from './files-below.js';

/** Files beside programs that are part of them, or of none. */
const HEADER = /\.(h|hpp|hh|hxx|inc)$/;
const NO_PROGRAM = /\.(ctd|viva|md|txt|pdf|yaml|yml)$|^(README|LICENSE|Makefile)$/i;

/**
 * The programs of a folder: each file and each folder in it is one. Headers beside files belong to each of them.
 * Checktestdata and Viva scripts (`.ctd`, `.viva`) are passed over with a warning.
 */
export async function programsIn(from: Package, folder: string): Promise<readonly Tool[]> {
  const entries = await list(from, folder);
  const headers = entries.filter(({ name, kind }) => kind === 'file' && HEADER.test(name)).map(toFile);
  const tools: Tool[] = [];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.kind === 'folder') tools.push(await programOf(from, path, await filesBelow(from, path)));
    else if (/\.(ctd|viva)$/.test(entry.name))
      from.warnings.push(`"${path}" is passed over: its language is not supported`);
    else if (!HEADER.test(entry.name) && !NO_PROGRAM.test(entry.name))
      tools.push(await programOf(from, path, [toFile(entry), ...headers]));
  }
  return tools;
}

/**
 * The one program of a folder that is itself the program, or holds it as its only folder; `undefined` when there is
 * nothing in it.
 */
export async function programIn(from: Package, folder: string): Promise<Tool | undefined> {
  const entries = (await list(from, folder)).filter(({ name }) => !NO_PROGRAM.test(name));
  const [only] = entries;
  if (!only) return undefined;
  const path = entries.length === 1 && only.kind === 'folder' ? `${folder}/${only.name}` : folder;
  return programOf(from, path, await filesBelow(from, path));
}

/** `path` is the program's own: of its file, or of the folder of its files. */
async function programOf(from: Package, path: string, files: readonly ProblemFile[]): Promise<Tool> {
  const named = (name: string): boolean => files.some((file) => file.path === name);
  if (named('build')) return { name: path, language: 'build', main: 'build', files };
  if (named('run')) return { name: path, language: 'executable', main: 'run', files };
  const single = files.filter((file) => !HEADER.test(file.path));
  const [own] = single.length === 1 ? single : [];
  const name = own && posix.basename(path) !== own.path ? `${path}/${own.path}` : path;
  const entry = own ? await entryOfFile(from, name, own) : findEntry(files.map((file) => file.path));
  if (typeof entry === 'string') throw invalid(from, `"${path}" ${entry}`);
  return { name, ...entry, files };
}

async function entryOfFile(
  from: Package,
  name: string,
  { path, source }: ProblemFile,
): Promise<{ readonly language: string; readonly main: string } | string> {
  const interpreter = await shebangOf(source);
  if (interpreter !== undefined && /python2/.test(interpreter))
    from.warnings.push(`"${name}" is written for Python 2: it is run by Python 3`);
  const recipe = recipeForFile(path);
  if (recipe) return { language: recipe.name, main: path };
  if (interpreter === undefined)
    return 'is in an unknown language: it has neither a known extension nor a "#!" line';
  return { language: /python/.test(interpreter) ? 'python' : 'executable', main: path };
}

const SHEBANG_BYTES = 256;

/** What follows `#!` in the first line of a file; `undefined` when it does not begin so. */
export async function shebangOf(path: string): Promise<string | undefined> {
  await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SHEBANG_BYTES), 0, SHEBANG_BYTES, 0);
  return /^#!([^\n]*)/.exec(buffer.toString('latin1', 0, bytesRead))?.[1];
}

function toFile({ name, path }: PackageEntry): ProblemFile {
  return { path: name, source: path };
}
