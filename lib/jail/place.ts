import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import { BailiffError, messageOf } from '../errors.js';
import type { CellHost, CellPlace } from './cell-setup.js';
import { mapperArguments } from './ids.js';
import { PLACE_EXIT } from './protocol.js';
import type { WorkspaceMount } from './script.js';

/** Who all of a workspace belongs to on the disk; nobody but root gets to see it there. */
export const WORKSPACE_OWNER = 1_000;
const IMAGE_OPTIONS = 'noinit_itable,discard,errors=remount-ro';
/** Of an image, where a workspace is; see image.ts. */
export const IMAGE_FOLDER = 'files';

/** Where a workspace is on the host. */
export interface WorkspaceSource {
  readonly kind: 'image' | 'folder';
  readonly path: string;
  /** The file whose lock is that of the session. */
  readonly lock: string;
}

/** A session that this process has to itself, until it is released or the process ends, however. */
export interface Claim {
  readonly place: CellPlace;
  /** All cells of it are closed by then. */
  release(): Promise<void>;
}

/**
 * Takes a session: its lock, a network of its own, its image as a block device. All of it is held by descriptors of
 * this process, so that the kernel takes it back when the process is gone, and no process of ours is needed for it.
 *
 * @returns `busy` when another process, or another part of this one, has it
 * @throws BailiffError STORAGE_FAILED, HOST_UNSUPPORTED when the machine gives no loop device, JAIL_FAILED
 */
export async function claimPlace(host: CellHost, source: WorkspaceSource): Promise<Claim | 'busy'> {
  const held: FileHandle[] = [];
  const release = async () => {
    await Promise.all(held.splice(0).map((file) => file.close()));
  };
  try {
    held.push(await openLock(source.lock));
    const claimed = await claim(host, source, held);
    if (claimed === 'busy') await release();
    return claimed === 'busy' ? claimed : { place: claimed, release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function openLock(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot open the lock of a session: ${messageOf(cause)}`, {
      cause,
    });
  }
}

async function claim(
  { native, ids, uids }: CellHost,
  { kind, path }: WorkspaceSource,
  held: FileHandle[],
): Promise<CellPlace | 'busy'> {
  const asRoot = ids.kind === 'root';
  const slot = String(Math.ceil(uids.start / 2)); // its first id is a gate's in every cell: sessions may share it
  const words = ['place', ids.kind, kind === 'image' ? path : '-', slot, ...mapperArguments(ids)];
  const helper = spawn(native, words, { stdio: ['pipe', 'pipe', 'pipe', held[0]!.fd], env: {}, cwd: '/' });
  try {
    const said = await answerOf(helper);
    if (said === 'busy') return said;
    const keep = async (name: string) => {
      const file = await open(name, 'r');
      held.push(file);
      return file.fd;
    };
    const network = await keep(`/proc/${helper.pid}/ns/net`);
    const owner = asRoot ? undefined : await keep(`/proc/${helper.pid}/ns/user`);
    const device = kind === 'image' ? await keep(said) : undefined;
    return {
      workspace: mountOf(kind, path, said),
      network,
      owner,
      held: device === undefined ? [] : [device],
    };
  } finally {
    helper.stdin?.end();
  }
}

function mountOf(kind: WorkspaceSource['kind'], path: string, device: string): WorkspaceMount {
  const owner = WORKSPACE_OWNER;
  return kind === 'image'
    ? { source: device, type: 'ext4', options: IMAGE_OPTIONS, folder: `/${IMAGE_FOLDER}`, owner }
    : { source: path, type: '', options: '', folder: '', owner };
}

/** The line that the helper prints when all is there. */
async function answerOf(helper: ChildProcess): Promise<string> {
  let text = '';
  let log = '';
  const exited = new Promise<number | null>((resolve) =>
    helper.once('close', resolve).once('error', (error) => {
      log += messageOf(error);
      resolve(null);
    }),
  );
  helper.stdin?.on('error', () => undefined);
  helper.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const line = new Promise<string>((resolve) =>
    helper.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('\n')) resolve(text.slice(0, -1));
    }),
  );
  const said = await Promise.race([line, exited]);
  if (typeof said === 'string') return said;
  if (said === PLACE_EXIT.BUSY) return 'busy';
  const code = said === PLACE_EXIT.NO_DEVICE ? 'HOST_UNSUPPORTED' : 'JAIL_FAILED';
  throw new BailiffError(code, `Cannot take hold of a session: ${log.trim() || `exit code ${said}`}`);
}
