const CAP_SETGID = 6; // numbers of linux/capability.h
const CAP_SETUID = 7;
const CAP_SYS_ADMIN = 21;
const CAP_SETFCAP = 31;

export interface Privileges {
  readonly root: boolean;
  /** Root with the capabilities that making jails for other users takes. */
  readonly full: boolean;
  /** Root that may give ids to a user namespace, as a container's has by default (user_namespaces(7)). */
  readonly mapsIds: boolean;
}

/** `status` is /proc/self/status. */
export function readPrivileges(status: string, uid: number): Privileges {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  const has = (capability: number): boolean => ((effective >> BigInt(capability)) & 1n) === 1n;
  const root = uid === 0;
  const mapsIds = root && [CAP_SETGID, CAP_SETUID, CAP_SETFCAP].every(has);
  return { root, full: root && [CAP_SETGID, CAP_SETUID, CAP_SYS_ADMIN].every(has), mapsIds };
}
