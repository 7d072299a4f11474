import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Fetch, type FetchPackage, fetchFolder } from './fetch.js';
import { REGISTRY_CLIENTS } from './fetch-clients.js';
import { ToolchainInstallError } from './install-error.js';
import { makeReadable } from './readable.js';
import type { InstallerContext } from './run-installer.js';
import { inStaging } from './staging.js';

export interface FetchContext extends InstallerContext {
  readonly home: string;
  /** A package is there and is what was pinned. */
  readonly onPackage?: (name: string) => void;
}

/**
 * Brings pinned packages into bailiff's own folder, whole or not at all: they are checked, unpacked aside, and renamed.
 *
 * @throws ToolchainInstallError when one cannot be fetched or is not what is pinned
 */
export async function installFetch(fetch: Fetch, context: FetchContext): Promise<void> {
  const place = fetchFolder(context.home, fetch);
  if (existsSync(place)) return;
  const packages = fetch.packages.filter(({ arch = process.arch }) => arch === process.arch);
  if (packages.length === 0) {
    throw new ToolchainInstallError(
      `Cannot fetch ${fetch.folder} for ${process.arch}: there is no package`,
      'install it by hand and put it on PATH',
    );
  }
  await inStaging(dirname(place), `install ${fetch.folder} ${fetch.version}`, async (staging) => {
    const tree = join(staging, 'tree');
    await mkdir(tree);
    for (const [at, pack] of packages.entries()) {
      const folder = join(staging, String(at));
      await mkdir(folder);
      const archive = await fetchPinned(fetch, pack, folder, context);
      await REGISTRY_CLIENTS[fetch.from].unpack(archive, tree, fetch, context);
      context.onPackage?.(pack.name);
    }
    await makeReadable(tree);
    for (const file of fetch.executables ?? []) await chmod(join(tree, file), 0o755);
    await rename(tree, place);
  });
}

async function fetchPinned(
  { from }: Fetch,
  pack: FetchPackage,
  folder: string,
  context: InstallerContext,
): Promise<string> {
  const { name, sha256 } = pack;
  await REGISTRY_CLIENTS[from].fetch(pack, folder, context);
  const file = (await readdir(folder)).find((found) => /\.(tgz|whl|jar)$/.test(found));
  const archive = join(folder, file ?? '');
  const found = file && (await hashOf(archive));
  if (found === sha256) return archive;
  throw new ToolchainInstallError(
    `Cannot trust ${name}: its sha256 is "${found}", wanted is "${sha256}"`,
    `check what registry ${REGISTRY_CLIENTS[from].command} uses`,
  );
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
