import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { allowedCores, type Core } from './jail/cores.js';
import type { Finding } from './jail/host/finding.js';

/** What the kernel says of things that move times, as text of its files; `undefined` where it does not say. */
export interface TimingSettings {
  readonly cores: readonly Core[];
  /** Of the threads that we may use, each once. */
  readonly governors: readonly string[];
  /** intel_pstate/no_turbo and cpufreq/boost. */
  readonly noTurbo: string | undefined;
  readonly boost: string | undefined;
  readonly aslr: string | undefined;
  readonly hugePages: string | undefined;
  readonly meminfo: string;
  readonly clocksource: string | undefined;
  /** Of the last minute. */
  readonly loadAverage: number;
}

const CPU = '/sys/devices/system/cpu';
const HUGE_PAGES = '/sys/kernel/mm/transparent_hugepage/enabled';
const CLOCK_SOURCE = '/sys/devices/system/clocksource/clocksource0/current_clocksource';
const BUSY_SHARE = 0.25; // of the cores at work in the last minute: somebody else is here
const FAST_CLOCKS = ['tsc', 'kvm-clock', 'hyperv_clocksource_tsc_page', 'arch_sys_counter']; // read without a system call
const HIDDEN = 'not shown to this machine, as is usual in virtual ones: go by what was measured';

export async function readSettings(): Promise<TimingSettings> {
  const cores = allowedCores();
  const governors = cores.flat().map((thread) => readLine(`${CPU}/cpu${thread}/cpufreq/scaling_governor`));
  return {
    cores,
    governors: [...new Set(await Promise.all(governors))].filter((name) => name !== undefined),
    noTurbo: await readLine(`${CPU}/intel_pstate/no_turbo`),
    boost: await readLine(`${CPU}/cpufreq/boost`),
    aslr: await readLine('/proc/sys/kernel/randomize_va_space'),
    hugePages: await readLine(HUGE_PAGES),
    meminfo: (await readLine('/proc/meminfo')) ?? '',
    clocksource: await readLine(CLOCK_SOURCE),
    loadAverage: loadavg()[0]!,
  };
}

/** One finding for each setting, in a fixed order. */
export function judgeSettings(settings: TimingSettings): Finding[] {
  return [
    judgeGovernor(settings),
    judgeTurbo(settings),
    judgeSmt(settings),
    judgeAslr(settings),
    judgeHugePages(settings),
    judgeSwap(settings),
    judgeLoad(settings),
    judgeClock(settings),
  ];
}

function judgeGovernor({ governors }: TimingSettings): Finding {
  const finding = named('timing-governor', 'Clock governor');
  if (governors.length === 0) return finding.fine(HIDDEN);
  if (governors.every((name) => name === 'performance')) return finding.fine('performance');
  const detail = `${governors.join(', ')}: the clock follows the load, so that the first milliseconds are slower`;
  return finding.weaker(detail, 'as root: cpupower frequency-set -g performance');
}

function judgeTurbo({ noTurbo, boost }: TimingSettings): Finding {
  const finding = named('timing-turbo', 'Turbo clock');
  if (noTurbo === undefined && boost === undefined) return finding.fine(HIDDEN);
  if (noTurbo === '1' || boost === '0') return finding.fine('off');
  const detail = 'on: the clock depends on how many cores are at work, and on how hot they are';
  const [value, file] = noTurbo === undefined ? [0, 'cpufreq/boost'] : [1, 'intel_pstate/no_turbo'];
  return finding.weaker(detail, `as root: echo ${value} > ${CPU}/${file}`);
}

function judgeSmt({ cores }: TimingSettings): Finding {
  const finding = named('timing-smt', 'Hyper-threading');
  const threads = cores.flat().length;
  if (threads === cores.length) return finding.fine('no two threads that we may use share a core');
  const detail = `${threads} threads on ${cores.length} cores`;
  const fix = `as root: echo off > ${CPU}/smt/control`;
  if (cores.length === 1) return finding.weaker(`${detail}: two programs slow each other down`, fix);
  return finding.weaker(`${detail}: pinned programs leave siblings free, other processes do not`, fix);
}

function judgeAslr({ aslr }: TimingSettings): Finding {
  const finding = named('timing-aslr', 'Random memory layout');
  if (aslr === '0') return finding.fine('off');
  if (aslr === undefined) return finding.fine(HIDDEN);
  const detail = 'on: each run has its data elsewhere, which may cost a few percent in caches';
  const fix = 'where nothing else needs it, as root: sysctl -w kernel.randomize_va_space=0';
  return finding.weaker(detail, fix);
}

function judgeHugePages({ hugePages }: TimingSettings): Finding {
  const finding = named('timing-huge-pages', 'Transparent huge pages');
  const chosen = /\[(\w+)\]/.exec(hugePages ?? '')?.[1];
  if (chosen === undefined) return finding.fine('not in this kernel');
  if (chosen !== 'always') return finding.fine(chosen === 'never' ? 'off' : 'only for who asks (madvise)');
  const detail =
    'always: whether memory comes in large pages depends on how much of it lies free in one piece';
  return finding.weaker(detail, `as root: echo madvise > ${HUGE_PAGES}`);
}

function judgeSwap({ meminfo }: TimingSettings): Finding {
  const finding = named('timing-swap', 'Swap');
  const totalKib = Number(/^SwapTotal:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? 0);
  if (totalKib === 0) return finding.fine('the machine has none');
  const detail = `${Math.round(totalKib / 1_024)} MiB: what runs beside a program may push files and pages out`;
  return finding.weaker(detail, 'as root: swapoff -a');
}

function judgeLoad({ loadAverage, cores }: TimingSettings): Finding {
  const finding = named('timing-load', 'Load');
  const detail = `${loadAverage.toFixed(2)} in the last minute on ${cores.length} cores`;
  if (loadAverage <= BUSY_SHARE * cores.length) return finding.fine(detail);
  return finding.weaker(`${detail}: other work competes for them`, 'end it, or measure when it is over');
}

function judgeClock({ clocksource }: TimingSettings): Finding {
  const finding = named('timing-clock', 'Clock source');
  if (clocksource === undefined) return finding.fine(HIDDEN);
  const detail = `${clocksource}, steps of ${clockStepNs()} ns seen from here`;
  if (FAST_CLOCKS.includes(clocksource)) return finding.fine(detail);
  const slow = `${detail}: each look at it is slow, and programs that look often are billed for it`;
  return finding.weaker(slow, 'boot with clocksource=tsc, where the processor has a constant one');
}

/** The smallest step between two looks at the monotonic clock. */
function clockStepNs(): bigint {
  let least = 1_000_000_000n;
  for (let i = 0; i < 1_000; i++) {
    const from = process.hrtime.bigint();
    const step = process.hrtime.bigint() - from;
    if (step > 0n && step < least) least = step;
  }
  return least;
}

function named(id: string, title: string) {
  return {
    fine: (detail: string): Finding => ({ id, title, state: 'enforced', detail }),
    weaker: (detail: string, fix: string): Finding => ({ id, title, state: 'weaker', detail, fix }),
  };
}

function readLine(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined, // not every kernel and container has it
  );
}
