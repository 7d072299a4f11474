import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BailiffError, messageOf } from '../errors.js';
import type { CellHost } from './cell-setup.js';
import { removeOwnFolder } from './remove.js';

/**
 * Removes the cgroups and folders of slots that nobody holds: what runners left that were killed with -9. The
 * locks are held while it happens, so that no other runner takes a slot in the middle of its removal.
 *
 * @throws BailiffError JAIL_FAILED, CGROUP_FAILED
 */
export async function sweepStale(host: CellHost): Promise<void> {
  try {
    await sweep(host);
  } catch (cause) {
    if (cause instanceof BailiffError) throw cause;
    throw new BailiffError('JAIL_FAILED', `Cannot remove what killed runners left: ${messageOf(cause)}`, {
      cause,
    });
  }
}

async function sweep(host: CellHost): Promise<void> {
  const slots = slotsWithRemains(host);
  if (slots.length === 0) return;
  const sweeper = spawn(host.native, ['sweep', host.leases, ...slots], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  const exited = new Promise<Error | undefined>((resolve) =>
    sweeper.once('close', () => resolve(undefined)).once('error', resolve),
  );
  if (!sweeper.stdout) throw await exited; // no descriptors for the pipes
  try {
    let text = '';
    for await (const chunk of sweeper.stdout) text += String(chunk);
    for (const slot of text.split('\n').filter(Boolean).map(Number)) {
      await host.cgroups?.sweep(slot);
      removeOwnFolder(join(host.home, 'cells', String(slot)), host.home);
      removeOwnFolder(join(host.links, String(slot)), host.links);
    }
  } finally {
    sweeper.stdin.on('error', () => undefined).end();
    await exited;
  }
}

function slotsWithRemains({ home, links, cgroups }: CellHost): string[] {
  const folders = [join(home, 'cells'), links].filter(existsSync).flatMap((folder) => readdirSync(folder));
  return [...new Set([...folders, ...(cgroups?.slots() ?? []).map(String)])].filter((name) =>
    /^\d+$/.test(name),
  );
}
