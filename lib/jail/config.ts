import { seccompPolicy } from './policy.js';
import type { Root } from './root.js';

/** A program that parked jails hold already, stopped by a hook before it opens its main file: native/gate-warm.c. */
export interface WarmStart {
  /** Without the arguments of the one run that it will be. */
  readonly argv: readonly string[];
  /** Until the hook gives it that of the run. */
  readonly env: Readonly<Record<string, string>>;
  /** Runtimes look at it once, when they start. */
  readonly stackBytes: number;
  /** A file of the host, and where the jail has a copy of it. */
  readonly hook: { readonly from: string; readonly to: string };
}

/** What distinguishes kinds of cells: a step runs in a cell of exactly its profile. */
export interface Profile {
  /** A network namespace per jail, with a loopback device. */
  readonly loopback: boolean;
  /** Size and inodes of /box and /tmp, each. */
  readonly boxBytes: number;
  readonly boxInodes: number;
  /** Roots besides those that every jail has. */
  readonly roots: readonly Root[];
  readonly warm?: WarmStart;
}

/** Equal for equal profiles. */
export function profileKey({ loopback, boxBytes, boxInodes, roots, warm }: Profile): string {
  const extra = roots.length === 0 ? '' : JSON.stringify(roots);
  const parked = warm ? JSON.stringify(warm) : '';
  return `${loopback} ${boxBytes} ${boxInodes} ${extra} ${parked}`;
}

/** Ids outside of the jail. With `program` absent both are the caller's own (rootless). */
export interface OutsideIds {
  readonly gate: number;
  readonly program?: number;
}

export interface NsjailConfigOptions {
  readonly profile: Profile;
  readonly ids: OutsideIds;
  /** Which counters the gate reads, or `none`. */
  readonly counters: 'v1' | 'v2' | 'none';
  /** Descriptors that reach the gate. */
  readonly passFds: readonly number[];
  /** Whether the jail stays on one core. */
  readonly pinned: boolean;
  /** In the network of a session, with terminals. */
  readonly inSession?: boolean;
  readonly architecture?: string;
}

const PROGRAM_ID = 1000;
const SHM_BYTES = 64 * 2 ** 20;

/** nsjail's configuration (config.proto in text format) for one cell. Pure; every limit appears once. */
export function nsjailConfig(options: NsjailConfigOptions): string {
  const { profile, ids, counters, passFds, inSession = false } = options;
  const two = ids.program !== undefined;
  return [
    'mode: RERUN',
    'hostname: "bailiff"',
    'cwd: "/"',
    'time_limit: 0', // ours is exact to the millisecond: the gate, then launch
    'log_fd: 2',
    'log_level: WARNING',
    'nice_level: 0',
    ...(two
      ? [
          idMap('uid', 0, ids.gate),
          idMap('uid', PROGRAM_ID, ids.program),
          idMap('gid', 0, ids.gate),
          idMap('gid', PROGRAM_ID, ids.program),
        ]
      : [idMap('uid', PROGRAM_ID, 0), idMap('gid', PROGRAM_ID, 0)]),
    ...(two ? ['CAP_SETUID', 'CAP_SETGID', 'CAP_KILL'].map((cap) => `cap: "${cap}"`) : []),
    ...RLIMITS,
    `clone_newnet: ${profile.loopback && !inSession}`,
    mount('/', { src: '/jail', is_bind: true, rw: false }),
    mount('/proc', { fstype: 'proc', rw: false, ...INERT }),
    ...['/box', '/tmp'].map((path) =>
      tmpfs(path, profile.boxBytes, profile.boxInodes, path === '/tmp' ? '1777' : '700'),
    ),
    tmpfs('/dev/shm', Math.min(profile.boxBytes, SHM_BYTES), profile.boxInodes, '1777', { noexec: true }),
    ...(inSession ? [mount('/dev/pts', TERMINALS)] : []),
    'mount_proc: false',
    ...passFds.map((fd) => `pass_fd: ${fd}`),
    `seccomp_string: ${quote(seccompPolicy({ ...options, polled: counters === 'none' }))}`,
    `exec_bin { path: "/gate" ${['gate', counters, two ? 'two' : 'one', ...warmArguments(profile)].map((arg) => `arg: ${quote(arg)}`).join(' ')} }`,
    '',
  ].join('\n');
}

/** In the order of native/gate-warm.c. */
function warmArguments({ warm }: Profile): string[] {
  if (!warm) return [];
  const env = Object.entries(warm.env).map(([name, value]) => `${name}=${value}`);
  return [String(warm.stackBytes), String(warm.argv.length), ...warm.argv, ...env];
}

const INERT = { nosuid: true, nodev: true, noexec: true } as const;

const TERMINALS = {
  fstype: 'devpts',
  rw: true,
  options: 'newinstance,ptmxmode=0666,mode=0620,max=64',
  nosuid: true,
  noexec: true,
} as const;

/** nsjail's own defaults break runtimes; the program's real limits are set by the gate, below these. */
const RLIMITS = [
  'as',
  'core',
  'cpu',
  'fsize',
  'nofile',
  'nproc',
  'stack',
  'memlock',
  'rtprio',
  'msgqueue',
].map((name) => `rlimit_${name}_type: HARD`);

function idMap(kind: 'uid' | 'gid', inside: number, outside: number | undefined): string {
  return `${kind}map { inside_id: "${inside}" outside_id: "${outside}" count: 1 }`;
}

function tmpfs(
  path: string,
  bytes: number,
  inodes: number,
  mode: string,
  flags: Record<string, boolean> = {},
): string {
  const options = `size=${bytes},nr_inodes=${inodes},mode=${mode},uid=${PROGRAM_ID},gid=${PROGRAM_ID}`;
  return mount(path, { fstype: 'tmpfs', rw: true, options, nosuid: true, nodev: true, ...flags });
}

function mount(dst: string, fields: Readonly<Record<string, string | boolean>>): string {
  const text = Object.entries({ dst, ...fields }).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? quote(value) : value}`,
  );
  return `mount { ${text.join(' ')} }`;
}

function quote(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, (character) => `\\${character}`).replaceAll('\n', '\\n')}"`;
}
