import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../lib/package-root.js';
import { copyTools, type OrdinaryUser } from './ordinary-user.js';

const BAILIFF = join(packageRoot(), 'dist', 'harness', 'cli', 'index.js');

/** A user of the machine's, with a name, to whom things can be delegated. */
export interface NamedUser extends OrdinaryUser {
  readonly name: string;
  readonly uid: number;
  /** `bailiff setup` as root, for this user: `--delegate` or `--undelegate`, and more. */
  setup(option: '--delegate' | '--undelegate', ...more: string[]): Promise<Said>;
  /** A command as this user. */
  run(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Said>;
}

export interface Said {
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Makes a user, as root; what an earlier one of the name had is taken back first, for a test that was killed has left it.
 *
 * @param id no other test's at the same time
 */
export async function openNamedUser(id: number): Promise<NamedUser> {
  const name = `bailiff-test-${id}`;
  await removeUser(name);
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-user-'));
  const tools = await copyTools(folder);
  await execa('groupadd', ['--gid', String(id), name]);
  await execa('useradd', [
    '--no-create-home',
    '--home-dir',
    folder,
    '--uid',
    String(id),
    '--gid',
    String(id),
    name,
  ]);
  await chown(folder, id, id);
  const prefix = ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--init-groups'];
  const env = {
    HOME: folder,
    BAILIFF_HOME: join(folder, 'home'),
    BAILIFF_NATIVE: tools.native,
    BAILIFF_NSJAIL: tools.nsjail,
  };
  return {
    ...{ name, uid: id, folder, prefix, env },
    setup: (option, ...more) => setUp(option, name, ...more),
    run: (argv, more = {}) =>
      execa(prefix[0]!, [...prefix.slice(1), ...argv], {
        env: { PATH: process.env.PATH ?? '', ...env, ...more },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        cwd: packageRoot(),
      }),
    [Symbol.asyncDispose]: async () => {
      await removeUser(name);
      await rm(folder, { recursive: true });
    },
  };
}

/** The built `bailiff`, in the words of a command. */
export const bailiffCommand = (...args: string[]): string[] => [process.execPath, BAILIFF, ...args];

function setUp(...args: string[]): Promise<Said> {
  const [command, ...rest] = bailiffCommand('setup', ...args);
  return execa(command!, rest, { reject: false, stdin: 'ignore' });
}

async function removeUser(name: string): Promise<void> {
  await setUp('--undelegate', name);
  for (const command of ['userdel', 'groupdel']) await execa(command, [name], { reject: false });
}
