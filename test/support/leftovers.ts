import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homePath } from '../../lib/home.js';
import { openLinksFolder } from '../../lib/jail/cell-links.js';
import { CGROUP_FOLDER } from '../../lib/jail/cgroup.js';
import { parseCgroupMounts } from '../../lib/jail/cgroup-detect.js';
import { findStanding, ownCgroupMounts } from '../../lib/jail/standing.js';
import { IS_ROOT } from './requirements.js';

interface UidRange {
  readonly start: number;
  readonly count: number;
}

/** All that cells with user ids of a range have on this machine: processes, cgroups and folders, as text. */
export async function remainsOf(uids: UidRange, home = homePath()): Promise<string[]> {
  const slots = slotsOf(uids);
  const groups = await groupsOf(slots);
  const pids = await processesOf(uids, groups);
  const folders = (await names(join(home, 'cells'))).filter((name) => slots.has(name));
  return [
    ...pids.map((pid) => `process ${pid}`),
    ...groups.map((path) => `cgroup ${path}`),
    ...folders.map((name) => `folder ${name}`),
    ...(await linkFoldersOf(slots, home)).map((path) => `links ${path}`),
  ];
}

/** Names of all FIFOs that cells with user ids of a range have at the moment. */
export async function fifosOf(uids: UidRange, home = homePath()): Promise<string[]> {
  const folders = await linkFoldersOf(slotsOf(uids), home);
  return (await Promise.all(folders.map(names))).flat();
}

/** Processes of cells with user ids of a range: launch by its arguments, all others by their groups or ids. */
export async function processesOf(uids: UidRange, groups?: readonly string[]): Promise<number[]> {
  const found = new Set<number>();
  for (const group of groups ?? (await groupsOf(slotsOf(uids)))) {
    for (const pid of (await text(join(group, 'cgroup.procs'))).split('\n').filter(Boolean))
      found.add(Number(pid));
  }
  for (const pid of (await names('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)) {
    if ((await isLaunchOf(pid, uids)) || (await hasUidOf(pid, uids))) found.add(pid);
  }
  return [...found].sort((a, b) => a - b);
}

/** The cgroups of cells with user ids of a range. */
export function groupsOfRange(uids: UidRange): Promise<string[]> {
  return groupsOf(slotsOf(uids));
}

/** The pids below one process, itself not among them. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const children = (await text(`/proc/${pid}/task/${pid}/children`)).split(' ').filter(Boolean).map(Number);
  const deeper = await Promise.all(children.map(descendantsOf));
  return [...children, ...deeper.flat()];
}

/** The command's name as the kernel has it, e.g. `nsjail`; empty when it is gone. */
export async function nameOf(pid: number): Promise<string> {
  return (await text(`/proc/${pid}/comm`)).trim();
}

/** The pid of its parent; 0 when it is gone. */
export async function parentOf(pid: number): Promise<number> {
  return Number(/^PPid:\s+(\d+)/m.exec(await text(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** How many descriptors this process has open. */
export async function openDescriptors(): Promise<number> {
  return (await readdir('/proc/self/fd')).length;
}

function slotsOf({ start, count }: UidRange): Set<string> {
  return new Set(Array.from({ length: count / 2 }, (_, i) => String(start / 2 + i)));
}

async function linkFoldersOf(slots: ReadonlySet<string>, home: string): Promise<string[]> {
  const root = openLinksFolder(home, findStanding(home).leases);
  return (await names(root)).filter((name) => slots.has(name)).map((name) => join(root, name));
}

async function groupsOf(slots: ReadonlySet<string>): Promise<string[]> {
  const machine = parseCgroupMounts(await text('/proc/self/mounts'));
  const { v1, v2 } = IS_ROOT ? machine : ownCgroupMounts(process.geteuid!());
  const parents = [...Object.values(v1), v2].filter((mount) => mount !== undefined);
  const groups = await Promise.all(
    [...new Set(parents)].map(async (mount) => {
      const parent = join(mount, CGROUP_FOLDER);
      return (await names(parent)).filter((name) => slots.has(name)).map((name) => join(parent, name));
    }),
  );
  return groups.flat();
}

async function isLaunchOf(pid: number, { start, count }: UidRange): Promise<boolean> {
  const [, role, , , first, end] = (await text(`/proc/${pid}/cmdline`)).split('\0');
  return role === 'launch' && Number(first) >= start / 2 && Number(end) <= (start + count) / 2;
}

async function hasUidOf(pid: number, { start, count }: UidRange): Promise<boolean> {
  const uid = Number(/^Uid:\s+(\d+)/m.exec(await text(`/proc/${pid}/status`))?.[1] ?? -1);
  return uid >= start && uid < start + count;
}

/** What is not there any more is empty. */
function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}

function names(path: string): Promise<string[]> {
  return readdir(path).catch(() => []);
}
