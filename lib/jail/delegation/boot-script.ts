import { join } from 'node:path';
import type { CgroupMounts } from '../cgroup-detect.js';
import { OTHERS } from './enable-v2.js';
import { delegatedName } from './own-cgroups.js';
import type { DelegatedUser } from './user.js';

/** The hierarchies in which a user gets a folder. The engine needs three; the fourth is for who wants to keep to cores. */
export const DELEGATED_V1 = ['memory', 'pids', 'cpuacct', 'cpuset'] as const;

/** Where they are mounted, by their names. */
export type V1Folders = Readonly<Partial<Record<(typeof DELEGATED_V1)[number], string>>>;

/** Which cgroups the machine has, as far as set-up goes its ways. */
export type CgroupKind =
  | { readonly version: 1; readonly mounts: V1Folders }
  | { readonly version: 2; readonly mount: string };

/** As the engine sees it: v1 when it has all controllers. `text` is /proc/self/mounts. */
export function cgroupKind({ v1, v2 }: CgroupMounts, text: string): CgroupKind | undefined {
  if (v1.memory && v1.pids && v1.cpuacct) return { version: 1, mounts: { ...v1, cpuset: cpusetMount(text) } };
  return v2 === undefined ? undefined : { version: 2, mount: v2 };
}

function cpusetMount(text: string): string | undefined {
  const lines = text.split('\n').map((line) => line.split(' '));
  return lines.find(
    ([, , type, options]) => type === 'cgroup' && options?.split(',').includes('cpuset'),
  )?.[1];
}

/** The folders that the user is given. */
export function delegatedFolders(kind: CgroupKind, uid: number): string[] {
  const parents = kind.version === 2 ? [kind.mount] : DELEGATED_V1.flatMap((name) => kind.mounts[name] ?? []);
  return [...new Set(parents)].map((parent) => join(parent, delegatedName(uid)));
}

/** A script for root that makes the folders of a user: cgroups are gone after a boot. */
export function bootScript(kind: CgroupKind, user: DelegatedUser): string {
  const lines = kind.version === 1 ? v1Lines(kind.mounts, user) : v2Lines(kind.mount, user);
  return [
    '#!/bin/sh',
    `# Made by: bailiff setup --delegate ${user.name}`,
    `# The cgroup folders in which jails of ${user.name} are counted. For root, at every boot; it may run again.`,
    'set -eu',
    'umask 022',
    ...lines,
    '',
  ].join('\n');
}

/** Its files stay root's: what is written to them limits all jails of the user together. */
function v1Lines(mounts: V1Folders, user: DelegatedUser): string[] {
  const folders = delegatedFolders({ version: 1, mounts }, user.uid);
  const cpuset = mounts.cpuset && join(mounts.cpuset, delegatedName(user.uid));
  return [
    ...folders.map((folder) => `mkdir -p "${folder}"`),
    ...(cpuset ? cpusetLines(mounts.cpuset!, cpuset) : []),
    `chown ${user.uid}:${user.gid} ${folders.map((folder) => `"${folder}"`).join(' ')}`,
  ];
}

/** A new cpuset has no cores, and takes no process before it has some (cpuset(7)). */
function cpusetLines(parent: string, folder: string): string[] {
  const files = ['cpuset.cpus', 'cpuset.mems'].map(
    (file) => `[ -n "$(cat "${folder}/${file}")" ] || cat "${parent}/${file}" > "${folder}/${file}"`,
  );
  return [...files, `echo 1 > "${folder}/cgroup.clone_children"`];
}

/**
 * Without systemd. A process of the user cannot enter by itself, for that takes a right to where it comes from: with
 * arguments the script enters, becomes the user, and starts what they name.
 */
function v2Lines(mount: string, { name, uid, gid }: DelegatedUser): string[] {
  const files = ['', '/cgroup.procs', '/cgroup.threads'];
  const owned = [...files, '/cgroup.subtree_control', ...files.map((file) => `/${OTHERS}${file}`)];
  return [
    `root="${mount}"`,
    `group="$root/${delegatedName(uid)}"`,
    'if [ -e "$root/cgroup.type" ]; then # of a container, whose processes are in the way',
    `  mkdir -p "$root/${OTHERS}"`,
    `  for pid in $(cat "$root/cgroup.procs"); do echo "$pid" > "$root/${OTHERS}/cgroup.procs" || :; done`,
    'fi',
    'echo "+cpu +memory +pids" > "$root/cgroup.subtree_control"',
    `mkdir -p "$group/${OTHERS}"`,
    `chown ${uid}:${gid} ${owned.map((file) => `"$group${file}"`).join(' ')}`,
    '[ $# -gt 0 ] || exit 0',
    `echo $$ > "$group/${OTHERS}/cgroup.procs"`,
    `exec setpriv --reuid=${uid} --regid=${gid} --init-groups -- env HOME="$(getent passwd ${name} | cut -d: -f6)" "$@"`,
  ];
}
