const CAP_SETGID = 6; // numbers of linux/capability.h
const CAP_SETUID = 7;
const CAP_SYS_ADMIN = 21;
const CAP_SETFCAP = 31;

export interface Privileges {
  readonly root: boolean;
  /** Root of the machine, with the capabilities that making jails for other users takes. */
  readonly full: boolean;
  /** Root that may give ids to a user namespace (user_namespaces(7)), as a container's may by default. */
  readonly mapsIds: boolean;
}

/** `status` is /proc/self/status, `uidMap` /proc/self/uid_map. */
export function readPrivileges(status: string, uidMap: string, uid: number): Privileges {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const has = (capability: number): boolean => ((effective >> BigInt(capability)) & 1n) === 1n;
  const root = uid === 0;
  const mapsIds = root && [CAP_SETGID, CAP_SETUID, CAP_SETFCAP].every(has);
  const full = root && isOfMachine(uidMap) && [CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN].every(has);
  return { root, full, mapsIds };
}

/** In a user namespace, as of a pod without `hostUsers`, root may make no devices, and mount no /proc beside a masked one. */
function isOfMachine(uidMap: string): boolean {
  return /^\s*0\s+0\s+4294967295\s*$/.test(uidMap);
}
