import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CellLinks, joinLinks, openLinksFolder } from '../../../../lib/jail/cell-links.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bailiff-links-'));
});
afterEach(() => rm(root, { recursive: true }));

/** How many files below the folder this process has open. */
const openDescriptors = () => readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(root)).length;
const names = (links: CellLinks) => readdirSync(links.path).sort();

function linkOf(fd: string): string {
  try {
    return readlinkSync(join('/proc/self/fd', fd));
  } catch {
    return ''; // the one that the list itself was read from
  }
}

/** A cell's folder with what its gate puts there; a plain file is moved and opened as a FIFO is. */
async function parked(slot: number): Promise<CellLinks> {
  const links = new CellLinks(root, slot);
  await writeFile(join(links.path, 'out'), `of ${slot}`);
  await link(join(links.path, 'out'), join(links.path, 'other'));
  return links;
}

describe('the folder of a cell’s FIFOs', () => {
  test('is empty, and nobody else’s, also when a killed owner of the slot left something', async () => {
    await mkdir(join(root, '7', 'in'), { recursive: true });
    const links = new CellLinks(root, 7);
    expect(names(links)).toEqual([]);
    expect(statSync(links.path).mode & 0o777).toBe(0o700);
    links.remove();
    expect(existsSync(links.path)).toBe(false);
  });
});

describe('joinLinks()', () => {
  test('shows each cell what the other one writes to, and holds it open until it is released', async () => {
    const before = openDescriptors();
    const [first, second] = [await parked(1), await parked(2)];
    const joint = joinLinks(first, second);
    expect([names(first), names(second)]).toEqual([
      ['in', 'out'],
      ['in', 'out'],
    ]);
    const inode = (links: CellLinks, name: string) => statSync(join(links.path, name)).ino;
    expect(inode(first, 'in')).toBe(inode(second, 'out'));
    expect(inode(second, 'in')).toBe(inode(first, 'out'));
    expect(openDescriptors()).toBe(before + 2);
    joint.release();
    joint.release();
    expect(openDescriptors()).toBe(before);
  });

  test('leaves no descriptor behind when one side has none', async () => {
    const [first, second] = [await parked(1), new CellLinks(root, 2)];
    const before = openDescriptors();
    expect(() => joinLinks(first, second)).toThrow(/ENOENT/);
    expect(openDescriptors()).toBe(before);
  });
});

describe('openLinksFolder()', () => {
  test('is the same for the same leases, and another for others', () => {
    const one = openLinksFolder(root, join(root, 'leases'));
    try {
      expect(openLinksFolder(root, join(root, 'leases'))).toBe(one);
      expect(statSync(one).mode & 0o777).toBe(0o700);
    } finally {
      if (one.startsWith('/dev/shm/')) void rm(one, { recursive: true });
    }
  });

  test('does not use a folder that somebody else could have put there', async () => {
    const leases = join(root, 'others');
    const wanted = openLinksFolder(root, leases);
    if (!wanted.startsWith('/dev/shm/')) return;
    await rm(wanted, { recursive: true });
    await symlink(root, wanted);
    try {
      expect(openLinksFolder(root, leases)).toBe(join(root, 'links'));
    } finally {
      await rm(wanted);
    }
  });
});
