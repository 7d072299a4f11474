import type { Edit } from '../support/weakened.js';

/** A defence, how it is switched off, and the attack that is seen to win then. */
export interface Defence {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly attack: string;
  /** What the attack comes to, or a word of its output. */
  readonly wins: RegExp;
  /** Without root: there it is what holds, elsewhere another one does so before it. */
  readonly rootless?: boolean;
  readonly needs?: 'cgroup';
}

const CONFIG = 'dist/lib/jail/config.js';
const POLICY = 'dist/lib/jail/policy.js';
const REFUSALS = 'dist/lib/jail/refusals.js';
const CHILD = 'lib/jail/native/gate-child.c';
const LIMITS = 'lib/jail/native/gate-limits.c';
const RELAY = 'lib/jail/native/gate-relay.c';
const STREAMS = 'lib/jail/native/gate-streams.c';

const edit = (file: string, find: string, replace = ''): Edit => ({ file, find, replace });

/** An option of a tmpfs, as the source has it. */
const size = (option: string, name: string) => `${option}=$\{${name}},`;

export const NO_POLICY = edit(
  POLICY,
  'return `POLICY bailiff {',
  "return 'POLICY bailiff { ALLOW { read } } USE bailiff DEFAULT ALLOW';\n    return `POLICY bailiff {",
);

/** All jails of a cell share their System V objects. */
export const NO_IPC_NAMESPACE = edit(
  CONFIG,
  '`clone_newnet:',
  "'clone_newipc: false',\n        `clone_newnet:",
);

export const DEFENCES: readonly Defence[] = [
  {
    name: 'the system call policy',
    edits: [NO_POLICY],
    attack: 'kernel-surface.c',
    wins: /keyctl got through/,
  },
  {
    name: 'the limit of processes',
    edits: [edit('dist/lib/jail/cgroup-cell.js', 'pids.write(String(processes))', "pids.write('max')")],
    attack: 'thread-bomb.c',
    wins: /^exited\/1/,
    needs: 'cgroup',
  },
  {
    name: 'the limit of memory',
    edits: [edit('dist/lib/jail/cgroup-v1.js', 'file?.write(text)', "file?.write('-1')")],
    attack: 'memory-memfd.c',
    wins: /^exited\/1/,
    needs: 'cgroup',
  },
  {
    name: 'the gate’s wall limit, so that launch has to end the whole cell',
    edits: [edit(RELAY, 'if (elapsed_ns >= job->ask.wall_ns) {', 'if (0) {')],
    attack: 'wall-drip.py',
    wins: /^limit-exceeded\/wall after 0 ms/,
  },
  {
    name: 'the gate’s CPU limit, so that launch or the rlimit has to end it, late',
    edits: [edit(RELAY, 'if (used >= job->ask.cpu_ns) outcome->cause = CAUSE_CPU;')],
    attack: 'cpu-spin.c',
    wins: /^limit-exceeded\/cpu after (0|[1-3]\d{3}) ms|^signaled\/SIG(KILL|XCPU) after [1-3]\d{3} ms/,
    needs: 'cgroup',
  },
  {
    name: 'the output limit',
    edits: [
      edit(
        STREAMS,
        'size_t kept = (u64)n < *left ? (size_t)n : (size_t)*left;',
        'size_t kept = (size_t)n;\n  *left += kept;',
      ),
    ],
    attack: 'output-spaces.py',
    wins: /^exited\/0 .* 10485762 bytes/,
  },
  {
    name: 'the limit of a file',
    edits: [edit(LIMITS, '    { RL_FSIZE, ask->file_bytes },\n')],
    attack: 'files-huge.c',
    wins: /^exited\/1/,
  },
  {
    name: 'the limit of open files',
    edits: [edit(LIMITS, '    { RL_NOFILE, ask->open_files },\n')],
    attack: 'descriptors-many.c',
    wins: /more files got through/,
  },
  {
    name: 'the size of its folders',
    edits: [edit(CONFIG, size('size', 'bytes'))],
    attack: 'files-full.py',
    wins: /^(limit-exceeded\/memory|exited\/1)/,
  },
  {
    name: 'the inodes of its folders',
    edits: [edit(CONFIG, size('nr_inodes', 'inodes'))],
    attack: 'files-inodes.py',
    wins: /beyond its end is True/,
  },
  {
    name: 'the network namespace',
    edits: [edit('lib/jail/native/launch.c', 'joined_network ? 0 : CLONE_NEWNET', '0')],
    attack: 'network.py',
    wins: /the abstract socket got through/,
  },
  {
    name: 'the end of all capabilities',
    edits: [edit(CHILD, 'need(start, SC2(capset, &header, none));', '(void)header, (void)none;')],
    attack: 'privilege.c',
    wins: /CapInh:\t0+\n(.*\n)*.*got through/,
  },
  {
    name: 'closed descriptors',
    edits: [edit(CHILD, '  need(start, SC3(close_range, 3, ~0u, 0));\n')],
    attack: 'descriptors.py',
    wins: /what is open is \[0, 1, 2, /,
  },
  {
    name: 'a read-only /proc',
    edits: [
      edit(CONFIG, "mount('/proc', { fstype: 'proc', rw: false", "mount('/proc', { fstype: 'proc', rw: true"),
    ],
    attack: 'proc-sysctl.py',
    wins: /oom_score_adj got through/,
  },
  {
    name: 'collecting beneath its folder, through no link',
    edits: [
      edit(
        'lib/jail/native/gate-files.c',
        'RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV | RESOLVE_NO_MAGICLINKS',
        '0',
      ),
      edit(
        'lib/jail/native/gate-files.c',
        'K_O_CLOEXEC | K_O_NOFOLLOW | K_O_NONBLOCK',
        'K_O_CLOEXEC | K_O_NONBLOCK',
      ),
    ],
    attack: 'files-links.py',
    wins: /passwd ok/,
  },
  {
    name: 'a read-only root',
    edits: [edit(CONFIG, "src: '/jail', is_bind: true, rw: false", "src: '/jail', is_bind: true, rw: true")],
    attack: 'files-readonly.py',
    wins: /a file in \/ got through/,
    rootless: true,
  },
  {
    name: 'an overseer that cannot be looked into',
    edits: [edit('lib/jail/native/gate.c', '  SC5(prctl, PR_SET_DUMPABLE, 0, 0, 0, 0);\n')],
    attack: 'proc-overseer.py',
    wins: /reading environ got through|reading maps got through/,
    rootless: true,
  },
  {
    name: 'an overseer that cannot be limited',
    edits: [edit(REFUSALS, "'prlimit64', ")],
    attack: 'overseer-steering.c',
    wins: /prlimit of PID 1 got through|JAIL_FAILED/, // it may be the overseer’s end,
    rootless: true,
  },
];
