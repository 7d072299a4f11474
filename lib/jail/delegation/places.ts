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
    cgroups: cgroupKind(parseCgroupMounts(mounts), mounts),
    systemd,
    hooked: systemd || existsSync('/etc/cron.d'),
    appArmor: existsSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
  };
}
