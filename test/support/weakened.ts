import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePath } from '../../lib/home.js';
import { type buildNative, findNative } from '../../lib/jail/native-build.js';
import { findNsjail } from '../../lib/jail/nsjail.js';
import { packageRoot } from '../../lib/package-root.js';

/** One place of the built package, and what is put there instead. */
export interface Edit {
  readonly file: string;
  /** Found exactly once, or the test that names it is out of date. */
  readonly find: string;
  readonly replace: string;
}

/** A copy of the built package in which something is switched off. */
export interface Weakened extends AsyncDisposable {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

const COPIED = [
  'package.json',
  'dist/lib',
  'dist/toolchains',
  'lib/jail/native',
  'test/integration/lib/fixtures',
];

/** What runs it must be in outer namespaces of its own: in this copy something dangerous is let through. */
export async function openWeakened(edits: readonly Edit[]): Promise<Weakened> {
  const root = await mkdtemp(join(tmpdir(), 'bailiff-weakened-'));
  await chmod(root, 0o755);
  for (const path of COPIED) await cp(join(packageRoot(), path), join(root, path), { recursive: true });
  await symlink(join(packageRoot(), 'node_modules'), join(root, 'node_modules'));
  for (const edit of edits) await apply(root, edit);
  const home = join(root, 'home');
  await mkdir(home);
  await copyInventories(home);
  const isNative = edits.some(({ file }) => file.startsWith('lib/jail/native/'));
  const native = isNative ? await buildIn(root, home) : await findNative({ home: homePath() });
  const nsjail = await findNsjail({ home: homePath() });
  return {
    root,
    env: { BAILIFF_HOME: home, BAILIFF_NATIVE: native.path, BAILIFF_NSJAIL: nsjail.path },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
  };
}

/** Else each copy would look for every toolchain anew. */
async function copyInventories(home: string): Promise<void> {
  for (const name of await readdir(homePath()))
    if (/^toolchains-.*\.json$/.test(name)) await cp(join(homePath(), name), join(home, name));
}

async function apply(root: string, { file, find, replace }: Edit): Promise<void> {
  const path = join(root, file);
  const parts = (await readFile(path, 'utf8')).split(find);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} times in ${file}: ${find}`);
  await writeFile(path, parts.join(replace));
}

/** By the copy's own code, which takes the sources beside it. */
async function buildIn(root: string, home: string): Promise<{ readonly path: string }> {
  const copy = (await import(join(root, 'dist/lib/jail/native-build.js'))) as {
    buildNative: typeof buildNative;
  };
  return copy.buildNative({ home });
}
