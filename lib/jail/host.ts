import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { type CgroupMounts, parseCgroupMounts } from './cgroup-detect.js';
import { judgeCgroups, judgeMissingCgroups, tryCgroups } from './host/cgroups.js';
import { readDelegation } from './host/delegation.js';
import type { Finding } from './host/finding.js';
import { judgeAppArmor, judgePrivileges, judgeUids, judgeUserNamespaces } from './host/identity.js';
import {
  judgeArchitecture,
  judgeCorePattern,
  judgeKernel,
  judgeProc,
  judgeSeccomp,
  judgeSwap,
} from './host/kernel.js';
import { parseMounts } from './host/mounts.js';
import { readPrivileges } from './host/privileges.js';
import { findTools } from './host/tools.js';
import { readOptional, tryUserNamespace } from './host/user-namespace-trial.js';
import { lookAtWorkspaces } from './host/workspaces.js';
import type { Nsjail } from './nsjail.js';
import { defaultUids, findIds, ownCgroupMounts } from './standing.js';

export type { Finding } from './host/finding.js';

/** What this machine is. */
export interface HostFacts {
  readonly kernel: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly node: string;
  readonly root: boolean;
  /** Where the user ids of programs come from: root's own, given to a user, or there is but the caller's. */
  readonly ids: 'root' | 'mapped' | 'one';
  readonly cgroup: 'v1' | 'v2' | 'none';
  readonly nsjail?: Nsjail;
}

/** What this machine offers and enforces. */
export interface HostReport {
  readonly facts: HostFacts;
  readonly findings: readonly Finding[];
  /** Whether programs can be run: nothing is missing. */
  readonly usable: boolean;
}

/** Options of {@link probeHost}, all as in `createRunner()`. */
export interface ProbeOptions {
  readonly home?: string;
  readonly nsjail?: string;
  /** @default { start: 200_000, count: 8_192 } */
  readonly uids?: { readonly start: number; readonly count: number };
}

/**
 * Looks at this machine: kernel, namespaces, cgroups, nsjail and the native program, each with the exact fix where
 * something is weaker or missing. Only an empty cgroup is made for a moment, and the home folder when it is missing.
 *
 * @example
 * const { usable, findings } = await probeHost();
 */
export async function probeHost(options: ProbeOptions = {}): Promise<HostReport> {
  const mounts = await read('/proc/self/mounts');
  const uid = process.geteuid?.() ?? -1;
  const status = await read('/proc/self/status');
  const uidMap = await read('/proc/self/uid_map');
  const privileges = readPrivileges(status, uidMap, uid);
  const { full } = privileges;
  const delegation = readDelegation(status, uid);
  const machine = parseCgroupMounts(mounts);
  const groups = full ? machine : ownCgroupMounts(uid);
  const trial = await tryCgroups(groups);
  const namespaces = await tryUserNamespace();
  const { findings: tools, nsjail } = await findTools(options);
  const findings = [
    judgeKernel(release()),
    judgeArchitecture(arch()),
    judgeSeccomp(await readOptional('/proc/sys/kernel/seccomp/actions_avail')),
    judgePrivileges(privileges, delegation),
    judgeUserNamespaces(namespaces, full, delegation.profiled),
    judgeAppArmor(namespaces, full, delegation.profiled),
    judgeProc(parseMounts(mounts), full),
    judgeUids(uidMap, await read('/etc/passwd'), options.uids ?? defaultUids(uidMap), privileges, delegation),
    judgeMissingCgroups(trial, machine, delegation) ?? judgeCgroups(trial, groups, privileges.root),
    judgeSwap(await read('/proc/meminfo'), await swapLimited(trial.version, groups)),
    judgeCorePattern(await read('/proc/sys/kernel/core_pattern')),
    await lookAtWorkspaces(full),
    ...tools,
  ];
  const ids = findIds(privileges, status, delegation.grant).kind;
  const facts = hostFacts(privileges.root, ids, trial.version, nsjail);
  return { facts, findings, usable: findings.every(({ state }) => state !== 'missing') };
}

function hostFacts(
  root: boolean,
  ids: HostFacts['ids'],
  cgroup: 1 | 2 | undefined,
  nsjail: Nsjail | undefined,
): HostFacts {
  return {
    kernel: release(),
    arch: arch(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.versions.node,
    root,
    ids,
    cgroup: cgroup === undefined ? 'none' : `v${cgroup}`,
    nsjail,
  };
}

/** v1 has `memory.memsw.*` where swap is accounted; on v2 it is unless the boot switched it off (admin-guide/cgroup-*.rst). */
async function swapLimited(version: 1 | 2 | undefined, { v1 }: CgroupMounts): Promise<boolean> {
  if (version === undefined) return false;
  if (version === 2) return !(await read('/proc/cmdline')).includes('swapaccount=0');
  return existsSync(join(v1.memory ?? '/', 'memory.memsw.limit_in_bytes'));
}

function read(path: string): Promise<string> {
  return readFile(path, 'utf8');
}
