import { createFolderStore, type FolderStore } from '../../lib/index.js';

const GiB = 2 ** 30;

/**
 * Where packages that come as one file are taken apart, by the hash of the file: `<home>/packages/<key>`.
 *
 * @param home @default as for createRunner()
 */
export function packageStore(home?: string): FolderStore {
  return createFolderStore({ name: 'packages', maxBytes: 16 * GiB, home });
}
