import { chmod, lstat, readdir, readlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const EXECUTABLE = 0o111;

/**
 * Gives installed files the modes that every jail can read, and nobody can change or gain rights by.
 *
 * @returns their size in bytes
 * @throws Error for a link that leads out, and for what is neither file, folder nor link
 */
export async function sealFiles(root: string): Promise<number> {
  let bytes = 0;
  await chmod(root, 0o755);
  for (const { parentPath, name } of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(parentPath, name);
    const facts = await lstat(path);
    if (facts.isSymbolicLink()) await checkLink(path, root);
    else if (facts.isDirectory()) await chmod(path, 0o755);
    else if (facts.isFile()) await chmod(path, facts.mode & EXECUTABLE ? 0o755 : 0o644);
    else throw new Error(`"${path.slice(root.length + 1)}" is not a file`);
    bytes += facts.size;
  }
  return bytes;
}

async function checkLink(path: string, root: string): Promise<void> {
  const target = resolve(dirname(path), await readlink(path));
  if (!`${target}/`.startsWith(`${root}/`))
    throw new Error(`"${path.slice(root.length + 1)}" leads out of the layer`);
}
