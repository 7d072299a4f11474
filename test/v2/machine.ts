import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { makeEmptyDisk } from './disk.js';
import type { Machine } from './machines.js';
import type { RootDisk } from './root-disk.js';

/** What a machine starts with, and the folder for its results. */
export interface Parts {
  readonly root: RootDisk;
  readonly project: string;
  readonly folder: string;
}

/** How its processor is made: emulation needs nothing of the host, and is an order of magnitude slower. */
interface Processor {
  readonly accelerator: 'kvm' | 'tcg';
  /** What the tests' own times are multiplied by. */
  readonly slowness: number;
}

const BOOT_TIMEOUT_MS = 5_400_000;
const RESULT_DISK_BYTES = 64 * 2 ** 20;
const MEMORY_MIB = 3_072;
const CORES = 2;
const EMULATION_SLOWNESS = 10;

/** Boots the machine, waits until it has ended by itself, and unpacks its results. */
export async function boot(machine: Machine, { root, project, folder }: Parts): Promise<void> {
  const { accelerator, slowness } = await pickProcessor();
  const results = join(folder, 'results.disk');
  await makeEmptyDisk(results, RESULT_DISK_BYTES);
  const argv = [
    ...['-accel', accelerator, '-cpu', 'max', '-smp', String(CORES), '-m', String(MEMORY_MIB)],
    ...['-nodefaults', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-kernel', root.kernel, '-initrd', root.initrd, '-append', commandLine(machine, slowness)],
    ...[root.disk, project].flatMap((path) => drive(path, 'snapshot=on')),
    ...drive(results, 'cache=unsafe'),
  ];
  await execa('nice', ['-n', '10', 'qemu-system-x86_64', ...argv], {
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    timeout: BOOT_TIMEOUT_MS,
  });
  await execa('tar', ['-xf', results, '-C', folder]);
}

function drive(path: string, option: string): string[] {
  return ['-drive', `file=${path},if=virtio,format=raw,${option}`];
}

function commandLine({ resettable }: Machine, slowness: number): string {
  const kernel = 'console=ttyS0 quiet loglevel=1 panic=-1 root=/dev/vda rw init=/sbin/bailiff-v2';
  return `${kernel} bailiff.slowness=${slowness} bailiff.peak=${resettable ? 'reset' : 'once'}`;
}

/** /dev/kvm alone says little: on a processor without its extensions a guest hardly moves (measured: no boot in 60 s). */
async function pickProcessor(): Promise<Processor> {
  const flags = await readFile('/proc/cpuinfo', 'utf8');
  return /^flags\s*:.* (vmx|svm) /m.test(flags)
    ? { accelerator: 'kvm', slowness: 1 }
    : { accelerator: 'tcg', slowness: EMULATION_SLOWNESS };
}
