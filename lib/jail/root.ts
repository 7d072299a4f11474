import { existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addWorkspace } from './root-workspace.js';
import type { ScriptBuilder, WorkspaceMount } from './script.js';

/** A read-only tree of the host at a neutral path in the jail. */
export interface Root {
  readonly from: string;
  readonly to: string;
  /** `from` is a path in the jail, and `to` a link to it. */
  readonly isLink?: boolean;
  /** `from` is a file. */
  readonly isFile?: boolean;
}

/** Where launch builds the root, within the cell's own folder, before it becomes the cell's root. */
export interface RootPlan {
  /** An empty folder of the host; the cell's root is mounted over it. */
  readonly base: string;
  readonly roots: readonly Root[];
  /** A folder with the /usr that jails see, instead of the host's. */
  readonly system?: string;
  /** The host's folder that jails see as /in. */
  readonly inFolder: string;
  /** The host's folder of the cell's FIFOs: for the gate, out of its jail's sight. */
  readonly linksFolder: string;
  readonly native: string;
  readonly nsjailFolder: string;
  readonly nsjailConfig: string;
  /** Whether devices can be made; otherwise they are bound from the host. */
  readonly asRoot: boolean;
  readonly inSession?: boolean;
  /** A session's, and the outside id that it belongs to in the cell. */
  readonly workspace?: WorkspaceMount;
  readonly workspaceUser?: number;
  /** A file that jails get a copy of, in a folder of /opt that is its own. */
  readonly hook?: { readonly from: string; readonly to: string };
}

const DEVICES = { null: [1, 3], zero: [1, 5], full: [1, 7], random: [1, 8], urandom: [1, 9] } as const;
const MERGED = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];

const JAIL_FOLDERS = 'usr etc opt dev dev/shm proc box tmp in empty var run sys'.split(' ');

/** What programs look for in /etc; nothing of the host's users, network or services. */
const ETC_FILES: Readonly<Record<string, string>> = {
  passwd:
    'root:x:0:0:root:/:/usr/sbin/nologin\nprogram:x:1000:1000:program:/box:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n',
  group: 'root:x:0:\nprogram:x:1000:\nnogroup:x:65534:\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  hostname: 'bailiff\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  'resolv.conf': '',
};
const ETC_COPIES = [
  'ld.so.cache',
  'ld.so.conf',
  'os-release',
  'debian_version',
  'mime.types',
  'services',
  'protocols',
  'fpc.cfg',
  'octaverc',
  'ldc2.conf',
];
/** Folders of links and settings that tools in /usr lead into. */
const ETC_TREES =
  /^(alternatives|ld\.so\.conf\.d|fonts|perl|python3.*|R|php|mono|ghc|erlang|nim|gnucobol.*|racket)$/;
const MAX_TREE_ENTRIES = 2_000;

/** Everything from the empty folder to a root that holds nsjail and, below /jail, the root of all its jails. */
export function buildRoot(script: ScriptBuilder, plan: RootPlan): void {
  const { base } = plan;
  const jail = `${base}/jail`;
  script.tmpfs(base, 'mode=755,size=16m,nr_inodes=16384');
  for (const folder of ['proc', 'tmp', 'nsjail', 'links', 'jail'])
    script.folder(`${base}/${folder}`, folder === 'tmp' ? 0o1777 : 0o755);
  bindReadOnly(script, plan.nsjailFolder, `${base}/nsjail`);
  script.bind(plan.linksFolder, `${base}/links`);
  script.file(`${base}/nsjail.cfg`, plan.nsjailConfig);
  for (const folder of JAIL_FOLDERS)
    script.folder(`${jail}/${folder}`, folder === 'tmp' || folder === 'dev/shm' ? 0o1777 : 0o755);
  script.link('/tmp', `${jail}/var/tmp`);
  addSystem(script, jail, jail, plan.system ?? '');
  addEtc(script, `${jail}/etc`, plan.system ?? '');
  addOuterSystem(script, base, plan.system);
  addDevices(script, jail, plan.asRoot);
  addRoots(script, jail, plan.roots);
  if (plan.hook) {
    script.folder(`${jail}${dirname(plan.hook.to)}`);
    script.copy(plan.hook.from, `${jail}${plan.hook.to}`, 0o444);
  }
  if (plan.inSession) addWorkspace(script, plan);
  bindReadOnly(script, plan.inFolder, `${jail}/in`);
  script.copy(plan.native, `${jail}/gate`, 0o555);
  script.proc(`${base}/proc`); // while the host's is still in sight, else a user namespace may not
  script.root(base);
}

function addRoots(script: ScriptBuilder, jail: string, roots: readonly Root[]): void {
  const made = new Set(['/opt', '/etc', '/var']);
  for (const { from, to, isLink, isFile } of roots) {
    const parts = to.slice(1).split('/');
    const folders = parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`);
    for (const path of folders.filter(
      (folder) => !made.has(folder) && !((isLink || isFile) && folder === to),
    )) {
      script.folder(`${jail}${path}`);
      made.add(path);
    }
    if (isFile) script.file(`${jail}${to}`, '');
    if (isLink) script.link(from, `${jail}${to}`);
    else bindReadOnly(script, from, `${jail}${to}`);
  }
}

function bindReadOnly(script: ScriptBuilder, from: string, to: string): void {
  script.bind(from, to).readOnly(to);
}

/** nsjail is the host's and runs with the host's libraries: those of the jail serve, unless they are another system's. */
function addOuterSystem(script: ScriptBuilder, base: string, system: string | undefined): void {
  if (system === undefined) {
    for (const folder of ['usr', ...MERGED, 'etc']) script.link(`jail/${folder}`, `${base}/${folder}`);
    return;
  }
  script.folder(`${base}/usr`).folder(`${base}/etc`);
  addSystem(script, base, `${base}/jail`, '');
  if (existsSync('/etc/ld.so.cache')) script.copy('/etc/ld.so.cache', `${base}/etc/ld.so.cache`);
}

/** /usr as it is, but for /usr/local, which is the host's own; /bin and /lib as that system has them. */
function addSystem(script: ScriptBuilder, to: string, jail: string, system: string): void {
  script.bind(`${system}/usr`, `${to}/usr`);
  if (existsSync(`${system}/usr/local`)) script.bind(`${jail}/empty`, `${to}/usr/local`);
  script.readOnly(`${to}/usr`);
  for (const name of MERGED.filter((folder) => existsSync(`${system}/${folder}`))) {
    const from = `${system}/${name}`;
    if (lstatSync(from).isSymbolicLink()) script.link(readlinkSync(from), `${to}/${name}`);
    else {
      script.folder(`${to}/${name}`);
      bindReadOnly(script, from, `${to}/${name}`);
    }
  }
}

function addEtc(script: ScriptBuilder, etc: string, system: string): void {
  const from = `${system}/etc`;
  for (const [name, content] of Object.entries(ETC_FILES)) script.file(`${etc}/${name}`, content);
  for (const name of ETC_COPIES.filter((file) => lstatSync(`${from}/${file}`, { throwIfNoEntry: false })))
    addEtcFile(script, `${from}/${name}`, `${etc}/${name}`, system !== '');
  const entries = { left: MAX_TREE_ENTRIES };
  for (const name of existsSync(from) ? readdirSync(from).filter((folder) => ETC_TREES.test(folder)) : []) {
    if (lstatSync(`${from}/${name}`).isDirectory())
      copyTree(script, `${from}/${name}`, `${etc}/${name}`, entries);
  }
}

/** A link of another system may lead anywhere on the host: it stays one, and leads to what is there in the jail. */
function addEtcFile(script: ScriptBuilder, from: string, to: string, isOthers: boolean): void {
  if (isOthers && lstatSync(from).isSymbolicLink()) script.link(readlinkSync(from), to);
  else if (existsSync(from)) script.copy(from, to);
}

/** Copies what everybody may read; a file that only the host's root may read stays where it is. */
function copyTree(script: ScriptBuilder, from: string, to: string, entries: { left: number }): void {
  script.folder(to);
  for (const name of readdirSync(from)) {
    if (entries.left-- <= 0) return;
    const source = join(from, name);
    const facts = lstatSync(source);
    if (facts.isSymbolicLink()) script.link(readlinkSync(source), join(to, name));
    else if (facts.isDirectory()) copyTree(script, source, join(to, name), entries);
    else if (facts.isFile() && facts.mode & 0o004) script.copy(source, join(to, name));
  }
}

function addDevices(script: ScriptBuilder, jail: string, asRoot: boolean): void {
  for (const [name, [major, minor]] of Object.entries(DEVICES)) {
    const path = `${jail}/dev/${name}`;
    if (asRoot) script.device(path, major, minor);
    else script.file(path, '').bindDevice(`/dev/${name}`, path);
  }
  script.link('/proc/self/fd', `${jail}/dev/fd`);
  for (const [fd, name] of ['stdin', 'stdout', 'stderr'].entries())
    script.link(`/proc/self/fd/${fd}`, `${jail}/dev/${name}`);
}
