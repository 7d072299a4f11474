import { execFile } from 'node:child_process';
import { findOnPath, SYSTEM_FOLDERS } from './on-path.js';

const CORRECTED = 1; // e2fsck(8): errors were there, and are not any more
const PATIENCE_MS = 120_000;

/** Puts the file system of an image in order as far as that loses nothing (e2fsck -p), for nobody who uses it now. */
export async function repairImage(path: string): Promise<boolean> {
  const e2fsck = findOnPath(['e2fsck'], SYSTEM_FOLDERS);
  if (e2fsck === undefined) return false;
  const settings = { timeout: PATIENCE_MS, killSignal: 'SIGKILL', env: {} } as const;
  return new Promise((resolve) => {
    execFile(e2fsck, ['-f', '-p', path], settings, (error) => {
      resolve(!error || error.code === CORRECTED);
    });
  });
}
