import { existsSync, readFileSync } from 'node:fs';
import { parseCgroupMounts } from '../cgroup-detect.js';
import { type CgroupKind, cgroupKind } from './boot-script.js';
import { GRANTS_FOLDER } from './grant.js';

/** Of the machine, what delegation depends on and where it writes. */
export interface DelegationPlaces {
  readonly etc: string;
  /** Of files for each user: what it was given, and the script. */
  readonly grants: string;
  /** Of folders for each user. */
  readonly state: string;
  readonly cgroups: CgroupKind | undefined;
  /** Whether systemd runs the machine (sd_booted(3)). */
  readonly systemd: boolean;
  /** Whether anything here runs a script at every boot. */
  readonly hooked: boolean;
  /** Whether AppArmor keeps user namespaces from who has no profile: Ubuntu since 23.10. */
  readonly appArmor: boolean;
}

export function machinePlaces(): DelegationPlaces {
  const mounts = readFileSync('/proc/self/mounts', 'utf8');
  const systemd = existsSync('/run/systemd/system');
  return {
    etc: '/etc',
    grants: GRANTS_FOLDER,
    state: '/var/lib/bailiff/delegated',
    cgroups: writableKind(cgroupKind(parseCgroupMounts(mounts), mounts), mounts),
    systemd,
    hooked: systemd || existsSync('/etc/cron.d'),
    appArmor: existsSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
  };
}

/** In a container they may be there to look at only: then there is nothing to give. `text` is /proc/self/mounts. */
export function writableKind(kind: CgroupKind | undefined, text: string): CgroupKind | undefined {
  const mount = kind?.version === 1 ? kind.mounts.memory : kind?.mount;
  const line = text.split('\n').findLast((each) => each.split(' ')[1] === mount);
  return line?.split(' ')[3]?.split(',').includes('ro') ? undefined : kind;
}
