/** A group of refused system calls and why. `always` names them; `when` gives kafel conditions on arguments. */
interface Refusal {
  readonly why: string;
  readonly errno: number;
  readonly always?: readonly string[];
  readonly when?: readonly string[];
}

const EPERM = 1;
const ENOSYS = 38;
const EAFNOSUPPORT = 97;

/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET of clone(2). */
const NAMESPACE_FLAGS = 0x7e02_0000;

/**
 * What a jailed program may not call, group by group. Everything else is allowed: the namespaces, ids and limits
 * are the walls, this list takes the kernel's most often broken corners out of reach.
 */
export const REFUSALS: readonly Refusal[] = [
  {
    why: 'its flags lie behind a pointer, where no filter sees them; ENOSYS makes libc fall back to clone',
    errno: ENOSYS,
    always: ['clone3'],
  },
  {
    why: 'new namespaces give a program privileges in them, the start of most kernel exploits',
    errno: EPERM,
    always: ['unshare', 'setns'],
    when: [`clone { (clone_flags & ${NAMESPACE_FLAGS}) != 0 }`],
  },
  {
    why: 'mounting',
    errno: EPERM,
    always: [
      ...['mount', 'umount', 'pivot_root', 'chroot', 'move_mount', 'open_tree'],
      ...['fsopen', 'fsconfig', 'fsmount', 'fspick', 'mount_setattr'],
    ],
  },
  {
    why: 'looking into or steering other processes',
    errno: EPERM,
    always: ['ptrace', 'process_vm_readv', 'process_vm_writev', 'kcmp', 'pidfd_getfd', 'process_madvise'],
    when: [
      ...['prlimit64', 'sched_setaffinity', 'sched_setscheduler', 'sched_setparam', 'sched_setattr'].map(
        (name) => `${name} { (pid & 0xffffffff) == 1 }`, // the kernel takes an int, filters see 64 bits
      ),
      'setpriority { which != 0 || (who & 0xffffffff) == 1 }',
      'ioprio_set { which != 1 || (who & 0xffffffff) == 1 }',
    ],
  },
  {
    why: 'large parts of the kernel that programs here have no use for',
    errno: EPERM,
    always: [
      ...['bpf', 'perf_event_open', 'userfaultfd', 'io_uring_setup', 'io_uring_enter', 'io_uring_register'],
      ...[
        'open_by_handle_at',
        'name_to_handle_at',
        'fanotify_init',
        'quotactl',
        'quotactl_fd',
        'memfd_secret',
      ],
    ],
  },
  {
    why: 'keyrings and System V objects outlive the jail or are shared beyond it',
    errno: EPERM,
    always: ['add_key', 'request_key', 'keyctl', 'shmget', 'semget', 'msgget'],
  },
  {
    why: 'watching shared files tells what other jails and the host open; programs poll where there is no inotify',
    errno: ENOSYS,
    always: ['inotify_init', 'inotify_init1'],
  },
  {
    why: 'the same by signals (F_NOTIFY), and holding up who writes to a file of the caller’s (F_SETLEASE)',
    errno: EPERM,
    when: ['fcntl { (cmd & 0xffffffff) == 1024 || (cmd & 0xffffffff) == 1026 }'],
  },
  {
    why: 'where memory lies is the host’s business',
    errno: EPERM,
    always: ['mbind', 'set_mempolicy', 'migrate_pages', 'move_pages'],
  },
  {
    why: 'they wait for every disk of the host, and nothing can end a process that waits so',
    errno: EPERM,
    always: ['sync', 'syncfs'],
  },
  {
    why: 'its requests are counted for the whole machine (fs.aio-max-nr)',
    errno: ENOSYS,
    always: ['io_setup'],
  },
  {
    why: 'the machine itself',
    errno: EPERM,
    always: [
      ...['reboot', 'kexec_load', 'kexec_file_load', 'init_module', 'finit_module', 'delete_module'],
      ...['swapon', 'swapoff', 'acct', 'syslog', 'vhangup', 'sethostname', 'setdomainname'],
      ...['clock_settime', 'clock_adjtime', 'adjtimex', 'settimeofday'],
    ],
  },
  {
    why: 'odd socket families (netlink, packet, vsock, alg and thirty more)',
    errno: EAFNOSUPPORT,
    when: [
      'socket { family != 1 && family != 2 && family != 10 }',
      'socketpair { family != 1 && family != 2 && family != 10 }',
    ],
  },
  {
    why: 'pushing input into a terminal (TIOCSTI, TIOCLINUX)',
    errno: EPERM,
    when: ['ioctl { (cmd & 0xffffffff) == 0x5412 || (cmd & 0xffffffff) == 0x541c }'],
  },
];

/** Refused on x86_64 only, where they exist. */
const X86_REFUSALS: Refusal = {
  why: 'raw ports and segments',
  errno: EPERM,
  always: ['iopl', 'ioperm', 'modify_ldt', 'lookup_dcookie'],
};

/** Refused where each jail is to stay on its core: an affinity is only a wish of the process that has it. */
const PINNED_REFUSAL: Refusal = { why: 'leaving the core', errno: EPERM, always: ['sched_setaffinity'] };

/** The policy in kafel's language, for nsjail's `seccomp_string`. Calls through int 0x80 die with SIGSYS. */
export function seccompPolicy(options: { readonly pinned: boolean; readonly architecture?: string }): string {
  const { pinned, architecture = process.arch } = options;
  const extra = [...(architecture === 'x64' ? [X86_REFUSALS] : []), ...(pinned ? [PINNED_REFUSAL] : [])];
  const groups = [...REFUSALS, ...extra].map(
    ({ errno, always = [], when = [] }) => `ERRNO(${errno}) { ${[...always, ...when].join(', ')} }`,
  );
  return `POLICY bailiff { ${groups.join(', ')} } USE bailiff DEFAULT ALLOW`;
}
