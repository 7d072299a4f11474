import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** A core of the machine: the numbers of its hardware threads that this process may use, ascending. */
export type Core = readonly number[];

/** The cores that this process may use (sched_setaffinity(2), cpuset(7)), in ascending order. */
export function allowedCores(): readonly Core[] {
  const status = readText('/proc/self/status') ?? '';
  const list = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? `0-${availableParallelism() - 1}`;
  return groupThreads(parseCpuList(list), siblingsOf);
}

/**
 * The cores that pinned programs get, by the number of a hardware thread, one program at a time each.
 *
 * One thread of every core, so that the sibling stays free: two programs on one core slow each other down by half.
 * All threads when there is one core only, or when more programs are wanted at a time than there are cores.
 */
export function coresToPin(cores: readonly Core[], wanted: number | undefined): readonly number[] {
  const first = cores.map(([thread]) => thread!);
  const enough = wanted === undefined ? first.length >= 2 : wanted <= first.length;
  return enough ? first : [...first, ...cores.flatMap(([, ...siblings]) => siblings)];
}

/** Groups hardware threads by core; those that the kernel says nothing of are cores of their own. */
export function groupThreads(
  threads: readonly number[],
  siblings: (thread: number) => readonly number[] | undefined,
): Core[] {
  const cores = new Map<number, number[]>();
  for (const thread of threads) {
    const name = Math.min(thread, ...(siblings(thread) ?? []));
    cores.set(name, [...(cores.get(name) ?? []), thread]);
  }
  return [...cores.values()];
}

/** Reads the kernel's list of CPUs, such as `0-3,8` (cpuset(7), "List format"). */
export function parseCpuList(text: string): number[] {
  return text
    .trim()
    .split(',')
    .filter(Boolean)
    .flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return Array.from({ length: last! - first! + 1 }, (_, i) => first! + i);
    });
}

function siblingsOf(thread: number): number[] | undefined {
  const list = readText(`/sys/devices/system/cpu/cpu${thread}/topology/thread_siblings_list`);
  return list === undefined ? undefined : parseCpuList(list);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // containers may hide /sys
  }
}
