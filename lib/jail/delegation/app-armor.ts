import { join } from 'node:path';
import { BailiffError } from '../../errors.js';
import { madeBy } from './boot-hook.js';
import { runCommand } from './root-command.js';
import { rootFileStep } from './root-file.js';
import type { DelegationStep } from './step.js';
import type { DelegatedUser } from './user.js';

/** What means something in a path of AppArmor's (apparmor.d(5)), or ends it. */
const SPECIAL = /["*?[\]{}^\\\n@]/;

export function profilePath(etc: string, uid: number): string {
  return join(etc, 'apparmor.d', `bailiff-${uid}`);
}

/**
 * A profile that lets the native program of one user make user namespaces, and forbids nothing.
 *
 * @param home the user's home folder of bailiff
 * @throws BailiffError SETUP_FAILED for a path that a profile cannot name
 */
export function appArmorStep(user: DelegatedUser, etc: string, home: string): DelegationStep {
  if (SPECIAL.test(home)) {
    throw new BailiffError(
      'SETUP_FAILED',
      `Cannot name ${JSON.stringify(home)} in an AppArmor profile: give another folder by --home`,
    );
  }
  const path = profilePath(etc, user.uid);
  return rootFileStep({
    path,
    content: [
      madeBy(user),
      'abi <abi/4.0>,',
      'include <tunables/global>',
      '',
      `profile bailiff-${user.uid} "${home}/native/*/bailiff-native" flags=(unconfined) {`,
      '  userns,',
      '}',
      '',
    ].join('\n'),
    detail: 'an AppArmor profile that lets the user’s native program make user namespaces',
    onMade: () => runCommand(['apparmor_parser', '--replace', path]),
    onRemoved: () => removeProfile(`bailiff-${user.uid}`),
  });
}

/** By name, for its file has gone. */
function removeProfile(name: string): Promise<void> {
  return runCommand(['/bin/sh', '-c', `printf %s ${name} > /sys/kernel/security/apparmor/.remove`]);
}
