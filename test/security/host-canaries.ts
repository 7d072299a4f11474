import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { resolveHome } from '../../lib/home.js';
import { findNative } from '../../lib/jail/native-build.js';
import { findNsjail } from '../../lib/jail/nsjail.js';

/** Things of this machine that no jailed program may read, reach or change. */
export interface HostCanaries extends AsyncDisposable {
  /** What attacks are told, so that they need not guess. */
  readonly env: Readonly<Record<string, string>>;
  /** Texts that must never come out of a jail. */
  readonly secrets: readonly string[];
  /** What has been reached or changed since they were made, as text. */
  harm(): Promise<string[]>;
}

/** What the kernel tells of the whole machine. */
const FACTS = [
  '/proc/sysvipc/shm',
  '/proc/sysvipc/sem',
  '/proc/sysvipc/msg',
  '/proc/sys/kernel/hostname',
  '/proc/sys/kernel/domainname',
  '/proc/sys/kernel/core_pattern',
  '/proc/self/mountinfo',
  '/proc/self/oom_score_adj',
  '/proc/self/limits',
  '/proc/sys/kernel/randomize_va_space',
  '/proc/sys/vm/overcommit_memory',
];

export async function openHostCanaries(): Promise<HostCanaries> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-canary-'));
  await chmod(folder, 0o755);
  const secrets = Array.from({ length: 4 }, () => randomUUID());
  const files = await writeSecrets(folder, secrets);
  process.env.CANARY_SECRET = secrets[3];
  const visits: string[] = [];
  const tcp = await listen({ host: '127.0.0.1', port: 0 }, () => visits.push('the server on loopback'));
  const abstract = basename(folder);
  const unix = await listen({ path: `\0${abstract}` }, () => visits.push('the abstract socket'));
  const path = await listen({ path: join(folder, 'socket'), writableAll: true }, () =>
    visits.push('the socket in its folder'),
  );
  const watched = [...files, ...(await ownPrograms()), ...FACTS];
  const before = await Promise.all(watched.map(fingerprint));
  const names = await readdir(folder);
  return {
    env: {
      CANARY_FOLDER: folder,
      CANARY_ABSTRACT: abstract,
      CANARY_PORT: String((tcp.address() as AddressInfo).port),
    },
    secrets,
    async harm() {
      const now = await Promise.all(watched.map(fingerprint));
      const changed = watched.filter((_, i) => now[i] !== before[i]);
      const planted = (await readdir(folder)).filter((name) => !names.includes(name));
      return [...visits.map((what) => `reached ${what}`), ...changed, ...planted];
    },
    async [Symbol.asyncDispose]() {
      for (const server of [tcp, unix, path]) server.close();
      delete process.env.CANARY_SECRET;
      await rm(folder, { recursive: true });
    },
  };
}

/** For the owner only, for everybody, and what a judge would compare with. */
async function writeSecrets(folder: string, secrets: readonly string[]): Promise<string[]> {
  const answers = join(folder, 'data', 'secret');
  await mkdir(answers, { recursive: true });
  const files = [join(folder, 'secret-600'), join(folder, 'secret-644'), join(answers, '1.ans')];
  for (const [i, file] of files.entries())
    await writeFile(file, `${secrets[i]}\n`, { mode: i === 0 ? 0o600 : 0o644 });
  return files;
}

/** nsjail and the native program, of which one bad byte is the end of every wall. */
async function ownPrograms(): Promise<string[]> {
  const home = await resolveHome();
  const [nsjail, native] = await Promise.all([findNsjail({ home }), findNative({ home })]);
  return [nsjail.path, native.path];
}

async function listen(where: object, onVisit: () => void): Promise<Server> {
  const server = createServer(onVisit).listen(where);
  await once(server, 'listening');
  return server;
}

async function fingerprint(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
