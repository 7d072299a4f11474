import { type FileHandle, open } from 'node:fs/promises';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import type { Cell } from './cell.js';
import type { CellHost, CellPlace } from './cell-setup.js';
import { helperFor, networkOperation, type PlaceHelper, startPlaceHelper } from './place-helper.js';
import type { WorkspaceMount } from './script.js';
import type { Spare } from './spare-place.js';

/** Who all of a workspace belongs to on the disk; nobody but root gets to see it there. */
export const WORKSPACE_OWNER = 1_000;
const IMAGE_OPTIONS = 'noinit_itable,discard,errors=remount-ro';
/** Of an image, where a workspace is; see image.ts. */
export const IMAGE_FOLDER = 'files';
/** A workspace in the root of a cell, and in a jail of it. */
const IN_CELL = '/jail/workspace';
const IN_JAIL = '/workspace';

/** Where a workspace is on the host. */
export interface WorkspaceSource {
  readonly kind: 'image' | 'folder';
  readonly path: string;
}

/** What became of a workspace's file system; in one that is whole, maybe a cell that has it already. */
export type Mounted =
  | { readonly state: 'whole'; readonly cell?: Cell }
  | { readonly state: 'damaged'; readonly reason: string };

/** A session that this process has to itself, until it is released or the process ends, however. */
export interface Claim {
  readonly place: CellPlace;
  /** Cells may be started before that. */
  readonly mounted: Promise<Mounted>;
  /** All cells of it are closed by then; the lock stays its owner's. */
  release(): Promise<void>;
}

/**
 * Takes a session: its lock, a network of its own, its image as a block device and mounted. All of it is held by
 * descriptors of this process, so that the kernel takes it back when the process is gone, and no process of ours is
 * needed for it. A spare, which is used up, has a network already, and a cell in it.
 *
 * @returns `busy` when another process, or another part of this one, has it
 * @throws BailiffError HOST_UNSUPPORTED when the machine gives no loop device, JAIL_FAILED
 */
export async function claimPlace(
  host: CellHost,
  source: WorkspaceSource,
  lock: FileHandle,
  spare?: Spare,
): Promise<Claim | 'busy'> {
  const helper = helperFor(host, operationsOf(host, source, spare), lock, spare?.helper);
  const held = new Held(spare?.network);
  try {
    if ((await helper.next()).word === 'busy') {
      await abandon(helper, held, spare);
      return 'busy';
    }
    const network = spare ? { network: spare.network.fd } : await networkOf(host, helper, held);
    const found = source.kind === 'image' ? await deviceOf(helper, held) : folderOf(source.path);
    const mounted = found.damage ? damaged(found.damage, spare) : mountOf(source, helper, held, spare);
    const ended = mounted.then(
      () => helper.end(),
      () => helper.end(),
    );
    const place = { ...network, workspace: found.workspace, held: found.device ? [found.device.fd] : [] };
    return { place, mounted, release: () => ended.then(() => held.release()) };
  } catch (error) {
    await abandon(helper, held, spare);
    throw error;
  }
}

/** Takes the lock of a session and nothing else. False: somebody has it. */
export async function takeLock(host: CellHost, lock: FileHandle): Promise<boolean> {
  const helper = startPlaceHelper(host, ['lock'], lock.fd);
  try {
    return (await helper.next()).word !== 'busy';
  } finally {
    helper.end();
  }
}

/** Descriptors; those that came last go first, a mount before its device. */
class Held {
  readonly #files: FileHandle[];

  constructor(first: FileHandle | undefined) {
    this.#files = first ? [first] : [];
  }

  async keep(opening: Promise<FileHandle>): Promise<FileHandle> {
    const file = await opening;
    this.#files.push(file);
    return file;
  }

  async release(): Promise<void> {
    for (const file of this.#files.splice(0).reverse()) await file.close();
  }
}

async function abandon(helper: PlaceHelper, held: Held, spare: Spare | undefined): Promise<void> {
  helper.end();
  await spare?.cell.close();
  await held.release();
}

function operationsOf(host: CellHost, { kind, path }: WorkspaceSource, spare: Spare | undefined): string[] {
  const folder = dirname(path); // to mount it over, where only the helper sees it
  const image = kind === 'image' ? ['image', path, folder, IMAGE_OPTIONS] : [];
  const { launch, program = WORKSPACE_OWNER } = spare?.cell.outside ?? {};
  const ids = [String(WORKSPACE_OWNER), String(program)];
  const into = spare
    ? [
        'into',
        String(launch),
        kind === 'image' ? `${folder}/${IMAGE_FOLDER}` : path,
        IN_CELL,
        IN_JAIL,
        ...ids,
      ]
    : [];
  return ['lock', ...(spare ? [] : networkOperation(host)), ...image, ...into];
}

async function networkOf(
  { ids }: CellHost,
  helper: PlaceHelper,
  held: Held,
): Promise<Pick<CellPlace, 'network' | 'owner'>> {
  await helper.next();
  const namespace = async (name: string) => (await held.keep(helper.open(`ns/${name}`))).fd;
  const network = await namespace('net');
  return { network, owner: ids.kind === 'root' ? undefined : await namespace('user') };
}

/** What a claim has of its workspace before that is mounted. */
interface Found {
  readonly workspace?: WorkspaceMount;
  readonly device?: FileHandle;
  readonly damage?: string;
}

async function deviceOf(helper: PlaceHelper, held: Held): Promise<Found> {
  const { word, more } = await helper.next();
  if (word === 'damaged') return { damage: more };
  const workspace = {
    source: more,
    type: 'ext4',
    options: IMAGE_OPTIONS,
    folder: `/${IMAGE_FOLDER}`,
    owner: WORKSPACE_OWNER,
  } as const;
  return { workspace, device: await held.keep(open(more, 'r')) };
}

function folderOf(path: string): Found {
  return { workspace: { source: path, type: '', options: '', folder: '', owner: WORKSPACE_OWNER } };
}

/** Holds the mount, so that the file system stays in memory from one cell to the next, and goes when it is let go. */
async function mountOf(
  { kind }: WorkspaceSource,
  helper: PlaceHelper,
  held: Held,
  spare: Spare | undefined,
): Promise<Mounted> {
  if (kind === 'image') {
    const { word, more } = await helper.next();
    if (word === 'damaged') return damaged(more, spare);
    await held.keep(helper.open(`fd/${more}`));
  }
  if (!spare) return { state: 'whole' };
  if ((await helper.next()).word === 'entered') return { state: 'whole', cell: spare.cell };
  await spare.cell.close(); // it ended at that moment, say: others come up by themselves
  return { state: 'whole' };
}

const { ENOENT, EINVAL } = constants.errno;
const EUCLEAN = 117; // which Node does not know
const REASONS: Readonly<Record<number, string>> = {
  [ENOENT]: 'its image is missing',
  [EINVAL]: 'its image holds no whole file system',
  [EUCLEAN]: 'its file system has errors',
};

async function damaged(errno: string, spare: Spare | undefined): Promise<Mounted> {
  await spare?.cell.close();
  const number = Number(errno);
  return { state: 'damaged', reason: REASONS[number] ?? getSystemErrorMessage(-number) };
}
