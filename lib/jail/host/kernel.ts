import type { Finding } from './finding.js';
import type { Mount } from './mounts.js';

const OLDEST = [5, 12] as const; // mount_setattr(2): a root made read-only with all its submounts in one call

export function judgeKernel(release: string): Finding {
  const [major = 0, minor = 0] = release.split(/[.-]/).map(Number);
  const finding = { id: 'kernel', title: 'Linux kernel', detail: release };
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]))
    return { ...finding, state: 'enforced' };
  const detail = `${release}: mount_setattr is missing`;
  return { ...finding, state: 'missing', detail, fix: 'boot a kernel of 5.12 or later' };
}

export function judgeArchitecture(arch: string): Finding {
  const finding = { id: 'architecture', title: 'Architecture', detail: arch };
  if (arch === 'x64' || arch === 'arm64') return { ...finding, state: 'enforced' };
  return { ...finding, state: 'missing', fix: 'use a machine of x64 or arm64' };
}

/** `actions` is /proc/sys/kernel/seccomp/actions_avail, undefined when the kernel has no seccomp filters. */
export function judgeSeccomp(actions: string | undefined): Finding {
  const finding = { id: 'seccomp', title: 'Seccomp filters' };
  if (actions?.includes('kill_process'))
    return { ...finding, state: 'enforced', detail: 'system calls are filtered' };
  return {
    ...finding,
    state: 'missing',
    detail: 'not in this kernel',
    fix: 'boot a kernel with CONFIG_SECCOMP_FILTER',
  };
}

/** A /proc with mounts on top of it (masked paths of a container) cannot be mounted anew without privileges. */
export function judgeProc(mounts: readonly Mount[], privileged: boolean): Finding {
  const finding = { id: 'proc', title: 'Unmasked /proc' };
  const masks = mounts.filter(
    ({ point, type }) => point.startsWith('/proc/') && type !== 'binfmt_misc' && type !== 'autofs',
  );
  const first = masks[0];
  if (!first) return { ...finding, state: 'enforced', detail: 'nothing is mounted over it' };
  const detail = `${masks.length} mounts over it, such as "${first.point}"`;
  if (privileged)
    return { ...finding, state: 'enforced', detail: `${detail}; of no consequence with CAP_SYS_ADMIN` };
  return { ...finding, state: 'missing', detail, fix: 'in Docker: --security-opt systempaths=unconfined' };
}

/** The kernel starts the handler of a piped core_pattern for every crash, outside of the jail (core(5)). */
export function judgeCorePattern(pattern: string): Finding {
  const finding = { id: 'core-pattern', title: 'Core dumps' };
  if (!pattern.startsWith('|'))
    return { ...finding, state: 'enforced', detail: 'no handler is started by a crash' };
  const handler = pattern.slice(1).split(' ')[0];
  const detail = `a crash of a program may start "${handler}" on the host, which takes time that is not the program's`;
  return { ...finding, state: 'weaker', detail, fix: 'as root: sysctl -w kernel.core_pattern=core' };
}

/** `meminfo` is /proc/meminfo; `limited`: whether the cgroup can limit swap as well. */
export function judgeSwap(meminfo: string, limited: boolean): Finding {
  const finding = { id: 'swap', title: 'Swap' };
  const totalKib = Number(/^SwapTotal:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? 0);
  if (totalKib === 0) return { ...finding, state: 'enforced', detail: 'the machine has none' };
  if (limited) return { ...finding, state: 'enforced', detail: 'on, and kept from programs by the cgroup' };
  const detail = `${Math.round(totalKib / 1_024)} MiB on and not accounted: a program may use it beyond its memory limit`;
  return { ...finding, state: 'weaker', detail, fix: 'run swapoff -a, or boot with swapaccount=1' };
}
