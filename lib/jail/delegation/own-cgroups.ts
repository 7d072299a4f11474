import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type CgroupMounts, V1_CONTROLLERS, V2_CONTROLLERS } from '../cgroup-detect.js';
import type { V1Mounts } from '../cgroup-v1.js';
import { OTHERS } from './enable-v2.js';

/** The folder, in each hierarchy of v1 and on a v2 without systemd, that a user is given: it makes its groups there. */
export function delegatedName(uid: number): string {
  return `bailiff-${uid}`;
}

/** The folders of v1 that belong to a user, when it has all that cells need. */
export function ownV1(mounts: CgroupMounts['v1'], uid: number): V1Mounts | undefined {
  const [memory, pids, cpuacct] = V1_CONTROLLERS.map((controller) => {
    const mount = mounts[controller];
    const folder = mount && join(mount, delegatedName(uid));
    return folder && isOwn(folder, uid) ? folder : undefined;
  });
  return memory && pids && cpuacct ? { memory, pids, cpuacct } : undefined;
}

/**
 * The nearest group of v2 around this process that belongs to a user and has all controllers that cells need, be they
 * enabled below it already or not: the service or scope that systemd delegated, or the root of a container.
 *
 * `own` is the text of /proc/self/cgroup.
 */
export function ownV2(mount: string, own: string, uid: number): string | undefined {
  const path = /^0::(\/.*)$/m.exec(own)?.[1];
  if (path === undefined || path.startsWith('/..')) return undefined; // of another namespace's
  const start = resolve(join(mount, path)); // without the slash at the end that a namespace's root has
  for (let group = isOthers(start) ? dirname(start) : start; isWithin(group, mount); group = dirname(group)) {
    if (!isOwn(group, uid) || !isWritable(join(group, 'cgroup.procs'))) return undefined;
    if (hasControllers(group)) return group;
  }
  return undefined;
}

function isOthers(group: string): boolean {
  return group.endsWith(`/${OTHERS}`);
}

function isWithin(group: string, mount: string): boolean {
  return group === mount || group.startsWith(`${mount}/`);
}

function hasControllers(group: string): boolean {
  const there = readFileSync(join(group, 'cgroup.controllers'), 'utf8').trim().split(/\s+/);
  return V2_CONTROLLERS.every((controller) => there.includes(controller));
}

function isOwn(folder: string, uid: number): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.uid === uid && isWritable(folder);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
