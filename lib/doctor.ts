import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgePolicy, POLICY_PROBE } from './doctor-policy.js';
import { messageOf } from './errors.js';
import type { Finding } from './jail/host.js';
import type { LimitsInput } from './limits.js';
import type { RunResult } from './result.js';

/** The part of a runner that the self-test uses. */
export interface SelfTestRunner {
  run(options: {
    readonly argv: string[];
    readonly limits?: LimitsInput;
    readonly signal?: AbortSignal;
  }): Promise<RunResult>;
}

type Outcome = Pick<Finding, 'state' | 'detail'>;
type Jailed = (script: string, limits?: LimitsInput, shell?: string) => Promise<RunResult>;

interface Check {
  readonly id: string;
  readonly title: string;
  readonly run: (jailed: Jailed) => Promise<Outcome>;
}

const CHECKS: readonly Check[] = [
  { id: 'jail-function', title: 'Runs a program', run: runsProgram },
  { id: 'jail-cpu', title: 'Ends a program at its CPU limit', run: endsSpinner },
  { id: 'jail-memory', title: 'Ends a program at its memory limit', run: endsHog },
  { id: 'jail-processes', title: 'Refuses processes above the limit', run: refusesForks },
  { id: 'jail-network', title: 'Keeps programs off the network', run: refusesNetwork },
  { id: 'jail-leftover', title: 'Leaves no process behind', run: leavesNoProcess },
  { id: 'jail-disk', title: "Keeps programs off the host's disk", run: refusesWrites },
  { id: 'jail-policy', title: 'Refuses dangerous system calls', run: refusesCalls },
];

/**
 * Runs small hostile programs in real jails and tells which defences hold: one finding for each, in a fixed order.
 *
 * A fault of the host is a finding too (`missing`, with its message), never thrown; only cancelling rejects.
 */
export async function selfTest(
  runner: SelfTestRunner,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Finding[]> {
  const { signal } = options;
  const jailed: Jailed = (script, limits, shell = '/bin/sh') =>
    runner.run({ argv: [shell, '-c', script], limits, signal });
  const findings: Finding[] = [];
  for (const { id, title, run } of CHECKS) {
    signal?.throwIfAborted();
    findings.push({ id, title, ...(await run(jailed).catch((error) => fault(error, signal))) });
  }
  return findings;
}

function fault(error: unknown, signal: AbortSignal | undefined): Outcome {
  signal?.throwIfAborted();
  return { state: 'missing', detail: messageOf(error) };
}

async function runsProgram(jailed: Jailed): Promise<Outcome> {
  const result = await jailed('echo hello');
  const works = result.ok && result.stdout === 'hello\n';
  return works ? enforced('prints "hello" and ends with 0') : broken(result);
}

async function endsSpinner(jailed: Jailed): Promise<Outcome> {
  const result = await jailed('while :; do :; done', { cpuMs: 100, wallMs: 5_000 });
  if (result.status !== 'limit-exceeded') return broken(result);
  if (result.limit !== 'cpu') return weaker(`ended by its ${result.limit} limit`);
  return enforced(`ended at ${Math.round(result.usage.cpuMs)} ms of 100 ms`);
}

async function endsHog(jailed: Jailed): Promise<Outcome> {
  const result = await jailed('a=xxxxxxxx; while :; do a=$a$a; done', {
    memoryBytes: 32 * 2 ** 20,
    cpuMs: 5_000,
  });
  if (result.status === 'limit-exceeded' && result.limit === 'memory') return enforced('ended at 32 MiB');
  const refused = !result.ok && result.usage.memoryBytes <= 32 * 2 ** 20;
  return refused ? weaker('memory was refused to it, which it had to notice itself') : broken(result);
}

async function refusesForks(jailed: Jailed): Promise<Outcome> {
  const spawn = 'i=0; while [ $i -lt 32 ]; do sleep 5 & i=$((i+1)); done; echo unlimited';
  const result = await jailed(spawn, { processes: 8, wallMs: 5_000 });
  if (result.enforcement.processes === 'none') {
    return weaker('nothing counts them without a cgroup; the other limits end a fork bomb');
  }
  if (result.stdout.includes('unlimited')) return broken(result);
  return result.enforcement.processes === 'cgroup'
    ? enforced('8 allowed, the next was refused')
    : weaker(`refused by ${result.enforcement.processes}`);
}

/** A listener of our own on the host's loopback: nothing else is sure to be reachable there. */
async function refusesNetwork(jailed: Jailed): Promise<Outcome> {
  let visitors = 0;
  const server = createServer((socket) => {
    visitors += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const result = await jailed(
      `exec 3<>/dev/tcp/127.0.0.1/${port} && echo connected`,
      { wallMs: 5_000 },
      '/bin/bash',
    );
    if (visitors > 0 || result.stdout !== '' || result.status !== 'exited') return broken(result);
    return enforced("cannot connect to the host's loopback");
  } finally {
    server.close();
  }
}

async function leavesNoProcess(jailed: Jailed): Promise<Outcome> {
  const marker = String(randomInt(10_000_000, 99_999_999)); // seconds of sleep that nobody else asks for
  const result = await jailed(`sleep ${marker} & echo left`, { wallMs: 5_000 });
  if (!result.ok || result.stdout !== 'left\n') return broken(result);
  for (let patience = 20; await isRunning(marker); patience--) {
    if (patience === 0) return { state: 'missing', detail: 'a background process outlived its jail' };
    await sleep(50);
  }
  return enforced('a background process ended with its jail');
}

async function isRunning(marker: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.some((line) => line.startsWith(`sleep\0${marker}`));
}

async function refusesWrites(jailed: Jailed): Promise<Outcome> {
  const attempt = '(echo x > "$d/bailiff-self-test") 2>/dev/null && echo "wrote to $d"';
  const script = `for d in / /usr /usr/bin /etc /in /dev /proc /sys; do ${attempt}; done; echo x > /box/x && echo done`;
  const result = await jailed(script);
  return result.stdout === 'done\n' ? enforced('writes only below /box, /tmp and /dev/shm') : broken(result);
}

async function refusesCalls(jailed: Jailed): Promise<Outcome> {
  const result = await jailed(POLICY_PROBE);
  return result.ok ? judgePolicy(result.stdout) : broken(result);
}

const enforced = (detail: string): Outcome => ({ state: 'enforced', detail });
const weaker = (detail: string): Outcome => ({ state: 'weaker', detail });

function broken(result: RunResult): Outcome {
  const output = JSON.stringify(`${result.stdout}${result.stderr}`.slice(0, 200));
  const ending = result.status === 'limit-exceeded' ? `${result.status} (${result.limit})` : result.status;
  return { state: 'missing', detail: `ended as ${ending} with output ${output}` };
}
