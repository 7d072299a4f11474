import { spawn } from 'node:child_process';
import { chmod, chown, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { homePath } from '../../lib/home.js';
import { findNative } from '../../lib/jail/native-build.js';
import type { WorkspaceJail } from '../../lib/session/workspace-jail.js';

const ORDINARY_ID = 1_000;

/** A folder of the host in the place of a workspace, worked on by the same tools under an ordinary user, without a jail. */
export interface FolderJail extends AsyncDisposable {
  readonly folder: string;
  readonly jail: WorkspaceJail;
  /** How many tools were started. */
  readonly started: () => number;
}

export async function openFolderJail(): Promise<FolderJail> {
  const base = await mkdtemp(join(tmpdir(), 'bailiff-folder-'));
  const folder = join(base, 'workspace');
  const native = join(base, 'native');
  await chmod(base, 0o755);
  await mkdir(folder);
  await copyFile((await findNative({ home: homePath() })).path, native);
  await chmod(native, 0o755);
  const ids = process.getuid?.() === 0 ? { uid: ORDINARY_ID, gid: ORDINARY_ID } : {};
  if (ids.uid) await chown(folder, ids.uid, ids.gid);
  let started = 0;

  const run: WorkspaceJail['run'] = async (
    [name, ...given],
    { stdin, onStdout, wallMs, signal, roots = [] } = {},
  ) => {
    const args = given.map((arg) => roots.find(({ to }) => to === arg)?.from ?? arg);
    started++;
    signal?.throwIfAborted();
    const child = spawn(name === '/gate' ? native : name!, args, {
      ...ids,
      cwd: folder,
      env: { PATH: '/usr/bin:/bin' },
      signal,
      killSignal: 'SIGKILL',
      timeout: wallMs,
    });
    child.stdin.on('error', () => undefined); // it may end before it has read all
    Readable.from(stdin instanceof Uint8Array ? [stdin] : (stdin ?? []), { objectMode: false }).pipe(
      child.stdin,
    );
    if (onStdout) child.stdout.on('data', onStdout);
    const outputs = [onStdout ? Buffer.alloc(0) : buffer(child.stdout), buffer(child.stderr)] as const;
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', (error) => reject(signal?.aborted ? signal.reason : error));
      child.once('close', (code) => resolve(code ?? 137));
    });
    const [stdout, stderr] = await Promise.all(outputs);
    return { exitCode, stdout, stderr: stderr.toString() };
  };
  return {
    folder,
    jail: { run },
    started: () => started,
    [Symbol.asyncDispose]: async () => {
      await run(['/bin/chmod', '-R', 'u+rwx', '.']); // nobody but root may empty a folder that is shut
      await rm(base, { recursive: true, force: true });
    },
  };
}
