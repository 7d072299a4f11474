import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { refusedCalls, seccompPolicy } from '../../../../lib/jail/policy.js';
import { REFUSALS } from '../../../../lib/jail/refusals.js';

const refused = (name: string, architecture = 'x64') =>
  new RegExp(`[{,] ${name}( \\{|,| \\})`).test(seccompPolicy({ pinned: false, architecture }));

const CALLS = [
  'unshare',
  'setns',
  'mount',
  'umount',
  'pivot_root',
  'chroot',
  'ptrace',
  'process_vm_writev',
  'pidfd_getfd',
  'bpf',
  'perf_event_open',
  'userfaultfd',
  'io_uring_setup',
  'open_by_handle_at',
  'keyctl',
  'add_key',
  'reboot',
  'kexec_load',
  'init_module',
  'swapon',
  'clock_settime',
  'clone3',
  'clone',
  'socket',
  'socketpair',
  'prlimit64',
  'ioctl',
  'shmget',
];

describe('seccompPolicy({ pinned: false })', () => {
  test.each(CALLS)('names %s', (name) => {
    expect(refused(name)).toBe(true);
    expect(refused(name, 'arm64')).toBe(true);
  });

  test.each([
    'read',
    'write',
    'execve',
    'fork',
    'vfork',
    'kill',
    'openat',
    'mmap',
    'futex',
    'umount2',
    'wait4',
  ])('leaves %s alone', (name) => {
    expect(refused(name)).toBe(false); // umount2 is not a name that kafel knows
  });

  test.each(['iopl', 'ioperm', 'modify_ldt', 'inotify_init'])('names %s only where it exists', (name) => {
    expect(refused(name)).toBe(true);
    expect(refused(name, 'arm64')).toBe(false);
  });

  test('lets no pinned jail choose its cores', () => {
    expect(seccompPolicy({ pinned: true })).toContain('ERRNO(1) { sched_setaffinity }');
    expect(seccompPolicy({ pinned: false })).not.toContain('{ sched_setaffinity }');
  });

  test('lets nobody hide memory where it is summed over processes', () => {
    expect(seccompPolicy({ pinned: false, polled: true })).toContain('ERRNO(38) { memfd_create }');
    expect(seccompPolicy({ pinned: false })).not.toContain('memfd_create');
  });

  test('names no call twice', () => {
    const all = REFUSALS.flatMap(({ always = [], when = [] }) => [
      ...always,
      ...when.map((text) => text.split(' ')[0]!),
    ]);
    expect(all).toEqual([...new Set(all)]);
  });

  test('refuses with an error number, never by killing, and allows the rest', () => {
    const policy = seccompPolicy({ pinned: false });
    expect(policy).toMatch(
      /^POLICY bailiff \{ (ERRNO\(\d+\) \{ [^{}]*(\{[^{}]*\}[^{}]*)*\}(, )?)+ \} USE bailiff DEFAULT ALLOW$/,
    );
    expect(policy).not.toMatch(/KILL|TRAP|LOG/);
  });

  test('looks at the lower half of what the kernel takes as an int', () => {
    const conditions = REFUSALS.flatMap(({ when = [] }) => when);
    for (const condition of conditions.filter((text) =>
      /\b(pid|who|cmd|option|level|optname|protocol)\b/.test(text),
    )) {
      expect(condition).toMatch(/& 0xffffffff\)/);
    }
  });

  test('gives every group a reason', () => {
    for (const { why, errno } of REFUSALS) {
      expect(why.length).toBeGreaterThan(5);
      expect(errno).toBeGreaterThan(0);
    }
  });
});

describe('refusedCalls()', () => {
  test('names calls as the kernel does, with the error of their group', () => {
    const calls = refusedCalls({ pinned: false, architecture: 'x64' });
    expect([...calls].filter(([name]) => /[^a-z0-9_]/.test(name))).toEqual([]);
    expect(calls.get('umount2')).toBe(1);
    expect(calls.get('clone3')).toBe(38);
    expect(calls.get('socket')).toBe(97);
    expect(calls.get('cachestat')).toBe(38);
  });

  test('is tried as a whole by the self-test’s table', async () => {
    const path = new URL('../../../../lib/jail/native/refused-calls.h', import.meta.url);
    const tried = [...(await readFile(path, 'utf8')).matchAll(/^CALL\((\w+),/gm)].map(([, name]) => name);
    expect(new Set(tried)).toEqual(new Set(refusedCalls({ pinned: false, architecture: 'x64' }).keys()));
  });

  test('has a line for each call in the README of the room', async () => {
    const path = new URL('../../../../lib/jail/README.md', import.meta.url);
    const [, section] = (await readFile(path, 'utf8')).split('## Refused system calls\n');
    const cells = section!.split('\n## ')[0]!.match(/^\| [a-z].*$/gm)!;
    const said = new Set(cells.flatMap((row) => row.split(' | ')[0]!.match(/\w+/g)!));
    const calls = [...refusedCalls({ pinned: true, architecture: 'x64' }).keys()];
    expect(calls.filter((name) => !said.has(name))).toEqual([]);
  });
});
