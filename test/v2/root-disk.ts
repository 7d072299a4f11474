import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homePath } from '../../lib/home.js';
import { debootstrap } from '../support/debootstrap.js';
import { makeDisk } from './disk.js';
import type { Machine } from './machines.js';

/** What a machine boots from. */
export interface RootDisk {
  readonly kernel: string;
  readonly initrd: string;
  readonly disk: string;
}

const PACKAGES = [
  'linux-image-cloud-amd64',
  'initramfs-tools',
  'zstd',
  'gcc',
  'g++',
  'libc6-dev',
  'python3',
  'iproute2',
  'uidmap',
];

/** All that is ours in it: the rest comes with the project's disk, which changes with every run. */
const INIT = `#!/bin/sh
mkdir -p /project
mount -t ext4 /dev/vdb /project
exec /bin/sh /project/test/v2/guest/init.sh
`;

const INIT_PATH = 'sbin/bailiff-v2';
const DISK_BYTES = 3 * 2 ** 30; // sparse

/** The machine's root, made with debootstrap when it is not yet in the cache; that takes minutes. */
export async function openRootDisk({ suite }: Machine): Promise<RootDisk> {
  const recipe = createHash('sha256').update(JSON.stringify([suite, PACKAGES, INIT, DISK_BYTES]));
  const folder = join(homePath(), 'v2', `${suite}-${recipe.digest('hex').slice(0, 12)}`);
  const found = {
    kernel: join(folder, 'vmlinuz'),
    initrd: join(folder, 'initrd'),
    disk: join(folder, 'disk'),
  };
  const names = await readdir(folder).catch(() => []);
  if (names.length > 0) return found;
  const making = `${folder}.${process.pid}`;
  try {
    await makeRoot(suite, making);
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return found;
}

async function makeRoot(suite: string, folder: string): Promise<void> {
  const root = join(folder, 'root');
  await mkdir(root, { recursive: true });
  await debootstrap(suite, PACKAGES, root);
  await writeFile(join(root, INIT_PATH), INIT);
  await chmod(join(root, INIT_PATH), 0o755);
  for (const name of await readdir(join(root, 'boot'))) {
    if (/^(vmlinuz|initrd\.img)-/.test(name))
      await copyFile(join(root, 'boot', name), join(folder, name.split(/[-.]/)[0]!));
  }
  await makeDisk(root, join(folder, 'disk'), DISK_BYTES);
  await rm(root, { recursive: true });
}
