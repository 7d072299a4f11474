import { existsSync } from 'node:fs';
import { messageOf } from '../errors.js';
import type { Finding } from '../jail/host/finding.js';
import { requirePackages } from '../jail/setup-packages.js';
import type { SetupOptions, SetupStep } from '../jail/setup-step.js';

/** What sessions use of the machine's own /usr, which jails see. Without it they work, but for what `lack` says. */
interface SystemTool {
  readonly id: string;
  readonly title: string;
  /** One of these files. */
  readonly where: readonly string[];
  readonly package: string;
  readonly lack: Pick<Finding, 'state' | 'detail'>;
}

const TOOLS: readonly SystemTool[] = [
  {
    id: 'session-python',
    title: 'python3 in /usr/bin',
    where: ['/usr/bin/python3'],
    package: 'python3',
    lack: { state: 'missing', detail: 'not there: no archives and no query() in sessions' },
  },
  {
    id: 'session-sqlite',
    title: 'libsqlite3.so.0 in /usr',
    where: ['lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'lib64', 'lib'].map(
      (folder) => `/usr/${folder}/libsqlite3.so.0`,
    ),
    package: 'libsqlite3-0',
    lack: { state: 'missing', detail: 'not there: no query() in sessions' },
  },
  {
    id: 'session-ripgrep',
    title: 'ripgrep in /usr/bin',
    where: ['/usr/bin/rg'],
    package: 'ripgrep',
    lack: {
      state: 'weaker',
      detail: 'not there: grep() reads all files out of the jail, and searches them itself',
    },
  },
];

/** What of it is there, each with the fix where it is not. */
export function probeSystemTools(): Finding[] {
  return TOOLS.map(({ id, title, where, package: name, lack }) => {
    const path = where.find((path) => existsSync(path));
    return path === undefined
      ? { id, title, ...lack, fix: `bailiff setup --toolchains core, or as root: apt-get install ${name}` }
      : { id, title, state: 'enforced', detail: path };
  });
}

/** Installs what is not there, if that can be done: nothing else depends on it, so that its failure is only told. */
export async function ensureSystemTools(
  options: SetupOptions,
  onLack: (step: Pick<SetupStep, 'title' | 'detail'>) => void,
): Promise<void> {
  const lacking = TOOLS.filter(({ where }) => !where.some((path) => existsSync(path)));
  if (lacking.length === 0) return;
  const packages = lacking.map((tool) => tool.package);
  try {
    await requirePackages(packages, `Cannot do all in sessions without ${packages.join(' and ')}`, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    onLack({ title: packages.join(', '), detail: messageOf(error) });
  }
}
