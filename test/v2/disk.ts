import { truncate, writeFile } from 'node:fs/promises';
import { execa } from 'execa';

/** A disk with an ext4 file system that holds a folder's content; nothing is mounted for it. */
export async function makeDisk(folder: string, path: string, sizeBytes: number): Promise<void> {
  await makeEmptyDisk(path, sizeBytes);
  await execa('mke2fs', ['-q', '-t', 'ext4', '-d', folder, path]);
}

export async function makeEmptyDisk(path: string, sizeBytes: number): Promise<void> {
  await writeFile(path, '');
  await truncate(path, sizeBytes);
}
