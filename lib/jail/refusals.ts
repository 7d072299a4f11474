/** A group of refused system calls and why. `always` names them; `when` gives kafel conditions on arguments. */
export interface Refusal {
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

/** Newer than kafel's names; the numbers are the same on all architectures. */
const SET_MEMPOLICY_HOME_NODE = 'SYSCALL[450]';
const CACHESTAT = 'SYSCALL[451]';
const OPEN_TREE_ATTR = 'SYSCALL[467]';

/** The kernel's own names of what kafel calls otherwise, or not at all. */
export const KERNEL_NAMES: Readonly<Record<string, string>> = {
  [SET_MEMPOLICY_HOME_NODE]: 'set_mempolicy_home_node',
  [CACHESTAT]: 'cachestat',
  [OPEN_TREE_ATTR]: 'open_tree_attr',
  umount: 'umount2',
};

/** Neither the family's own choice nor TCP nor UDP. */
const ODD_PROTOCOL = [0, 6, 17].map((number) => `(protocol & 0xffffffff) != ${number}`).join(' && ');

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
      ...['fsopen', 'fsconfig', 'fsmount', 'fspick', 'mount_setattr', OPEN_TREE_ATTR],
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
    always: ['inotify_init1'],
  },
  {
    why: 'the same by signals (F_NOTIFY), and holding up who writes to a file of the caller’s (F_SETLEASE)',
    errno: EPERM,
    when: ['fcntl { (cmd & 0xffffffff) == 1024 || (cmd & 0xffffffff) == 1026 }'],
  },
  {
    why: 'which pages of a shared file are in memory tells what others have read',
    errno: ENOSYS,
    always: [CACHESTAT],
  },
  {
    why: 'core scheduling keeps everybody else off the other hardware thread',
    errno: EPERM,
    when: ['prctl { (option & 0xffffffff) == 62 }'],
  },
  {
    why: 'where memory lies is the host’s business',
    errno: EPERM,
    always: ['mbind', 'set_mempolicy', SET_MEMPOLICY_HOME_NODE, 'migrate_pages', 'move_pages'],
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
    why: 'odd socket families (netlink, packet, vsock, alg and thirty more), and of INET all but TCP and UDP: sctp, dccp, mptcp and others, whose modules the kernel would load for it',
    errno: EAFNOSUPPORT,
    when: [
      `socket { family != 1 && ((family != 2 && family != 10) || (type & 15) > 2 || ${ODD_PROTOCOL}) }`,
      'socketpair { family != 1 && family != 2 && family != 10 }',
    ],
  },
  {
    why: 'TLS in the kernel (TCP_ULP), a module that was often broken',
    errno: EPERM,
    when: ['setsockopt { (level & 0xffffffff) == 6 && (optname & 0xffffffff) == 31 }'],
  },
  {
    why: 'pushing input into a terminal (TIOCSTI, TIOCLINUX)',
    errno: EPERM,
    when: ['ioctl { (cmd & 0xffffffff) == 0x5412 || (cmd & 0xffffffff) == 0x541c }'],
  },
];

/** Refused on x86_64 only, where they exist. */
const X86_REFUSALS: readonly Refusal[] = [
  {
    why: 'raw ports and segments',
    errno: EPERM,
    always: ['iopl', 'ioperm', 'modify_ldt', 'lookup_dcookie'],
  },
  { why: 'the older form of inotify_init1', errno: ENOSYS, always: ['inotify_init'] },
];

/** Refused where each jail is to stay on its core: an affinity is only a wish of the process that has it. */
const PINNED_REFUSAL: Refusal = { why: 'leaving the core', errno: EPERM, always: ['sched_setaffinity'] };

/** Refused where memory is summed over processes: what is in such a file is in none of them. */
const POLLED_REFUSAL: Refusal = {
  why: 'memory that no process has',
  errno: ENOSYS,
  always: ['memfd_create'],
};

export interface PolicyOptions {
  readonly pinned: boolean;
  readonly polled?: boolean; // whether memory is, for want of a group
  readonly architecture?: string;
}

/** Those that hold for such a cell. */
export function refusalsFor({
  pinned,
  polled,
  architecture = process.arch,
}: PolicyOptions): readonly Refusal[] {
  return [
    ...REFUSALS,
    ...(architecture === 'x64' ? X86_REFUSALS : []),
    ...(pinned ? [PINNED_REFUSAL] : []),
    ...(polled ? [POLLED_REFUSAL] : []),
  ];
}
