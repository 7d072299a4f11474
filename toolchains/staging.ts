import { existsSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolchainInstallError } from './install-error.js';

const PREFIX = '.staging-';
const STALE_MS = 3_600_000; // every step of an installer ends within a quarter of it

/**
 * Makes something in an empty folder in `parent`, which is gone in the end: what is ready is renamed out of it. What
 * killed processes left there is removed first.
 *
 * @param purpose What cannot be done when the disk refuses it: `install zig 0.17.1`
 * @throws ToolchainInstallError when nothing can be written; what `body` throws
 */
export async function inStaging<T>(
  parent: string,
  purpose: string,
  body: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await named(parent, purpose, async () => {
    await mkdir(parent, { recursive: true, mode: 0o755 });
    await sweep(parent);
    return mkdtemp(join(parent, `${PREFIX}${pidNamespace()}-${process.pid}-`));
  });
  try {
    return await named(parent, purpose, () => body(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives a refusal of the file system a name; other errors are as they are. */
async function named<T>(parent: string, purpose: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { syscall, code } = cause as NodeJS.ErrnoException;
    if (syscall === undefined) throw cause;
    const nextStep = 'make room there or make it writable, or choose another home';
    throw new ToolchainInstallError(`Cannot ${purpose}: writing to "${parent}" failed (${code})`, nextStep, {
      cause,
    });
  }
}

async function sweep(parent: string): Promise<void> {
  for (const name of (await readdir(parent)).filter((entry) => entry.startsWith(PREFIX))) {
    const path = join(parent, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts && (isOrphan(name) || facts.mtimeMs < Date.now() - STALE_MS))
      await rm(path, { recursive: true, force: true });
  }
}

/** Its process is gone, as far as this can be seen from here: a container's may go on. */
function isOrphan(name: string): boolean {
  const [namespace, pid] = name.slice(PREFIX.length).split('-');
  return namespace === pidNamespace() && !existsSync(join('/proc', pid!));
}

function pidNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
}
