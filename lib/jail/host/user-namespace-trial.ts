import { readFile } from 'node:fs/promises';
import type { UserNamespaceTrial } from './identity.js';

/** Some filters of containers let a namespace be made, and no host name be given in it. */
const NAME_HOST = 'command -v hostname > /dev/null || exit 0; hostname bailiff';

/** Makes a user namespace for good: its switches are many, and a container's seccomp filter is in none of them. */
export async function tryUserNamespace(): Promise<UserNamespaceTrial> {
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const trial = await execa('unshare', ['--user', '--map-root-user', '--uts', 'sh', '-c', NAME_HOST], {
    reject: false,
    stdin: 'ignore',
  });
  return {
    refused: trial.failed ? trial.stderr?.trim() || trial.shortMessage : undefined,
    max: await readOptional('/proc/sys/user/max_user_namespaces'),
    appArmor: await readOptional('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    debianSwitch: await readOptional('/proc/sys/kernel/unprivileged_userns_clone'),
  };
}

/** The text of a file that not every kernel has. */
export function readOptional(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
