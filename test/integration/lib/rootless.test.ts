import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunOptions } from '../../../lib/index.js';
import { type JobScript, type Outcome, startJobScript } from '../../support/job-script.js';
import { type OrdinaryUser, openOrdinaryUser } from '../../support/ordinary-user.js';

const MiB = 2 ** 20;

/** Every way to reach PID 1 that a program with its user id has; prints the errno of each. */
const REACH_PID_1 = `
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
static void say(const char *what, long result) { printf("%s %d\\n", what, result < 0 ? errno : 0); }
int main(void) {
  struct rlimit none = { 0, 0 };
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  CPU_SET(0, &cpus);
  say("prlimit", prlimit(1, RLIMIT_CPU, &none, NULL));
  say("ptrace", ptrace(PTRACE_SEIZE, 1, NULL, NULL));
  say("setpriority", setpriority(PRIO_PROCESS, 1, 19));
  say("setpriority of all", setpriority(PRIO_USER, 0, 19));
  say("sched_setaffinity", sched_setaffinity(1, sizeof cpus, &cpus));
  say("mem", open("/proc/1/mem", O_RDWR));
  say("fd", open("/proc/1/fd/3", O_RDWR));
  kill(1, SIGKILL);
  kill(1, SIGSTOP);
  printf("alive\\n");
}`;

const sh = (script: string, limits: object): RunOptions => ({ argv: ['/bin/sh', '-c', script], limits });

const JOBS = {
  hello: { argv: ['/usr/bin/id', '-u'] },
  cpu: sh('while :; do :; done', { cpuMs: 300, wallMs: 10_000 }),
  children: sh('(while :; do :; done) & (while :; do :; done) & wait', { cpuMs: 300, wallMs: 10_000 }),
  wall: sh('sleep 20', { wallMs: 200 }),
  heap: sh('a=xxxxxxxx; while :; do a=$a$a; done', { memoryBytes: 64 * MiB, wallMs: 10_000 }),
  tmpfs: sh('head -c 60000000 /dev/zero > /dev/shm/x; sleep 1', { memoryBytes: 32 * MiB }),
  files: {
    argv: ['/bin/sh', '-c', 'cat in; echo out > out'],
    files: [{ path: 'in', content: 'in\n' }],
    collect: ['out'],
  },
  threads: { language: 'javascript', code: 'console.log(1)', limits: { wallMs: 20_000 } },
  reach: { language: 'c', code: REACH_PID_1 },
  output: { argv: ['/usr/bin/yes'], limits: { stdoutBytes: 1_000 } },
  loopback: { argv: ['/bin/cat', '/proc/net/dev'], loopback: true },
  last: { argv: ['/bin/echo', 'last'] },
} satisfies Record<string, RunOptions>;

let user: OrdinaryUser;
const outcomes: Record<string, Outcome> = {};

/** Without root this is what every run is: then nothing is to be changed for it. */
async function start(jobs: RunOptions[], options = {}): Promise<JobScript> {
  return startJobScript({ jobs, options, env: user.env, prefix: user.prefix });
}

beforeAll(async () => {
  user = await openOrdinaryUser(60_123);
  const script = await start(Object.values(JOBS));
  for (const name of Object.keys(JOBS)) outcomes[name] = await script.next();
  await script.kill();
});
afterAll(() => user[Symbol.asyncDispose]());

describe('a user without root', () => {
  test('runs programs, and is told what holds', () => {
    expect(outcomes.hello).toMatchObject({
      status: 'exited',
      exitCode: 0,
      stdout: '1000\n',
      enforcement: { cpu: 'polling', memory: 'polling', processes: 'rlimit', ownUid: false },
    });
  });

  test.each(['cpu', 'children'])('has the CPU limit: %s', (name) => {
    expect(outcomes[name]).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    expect((outcomes[name] as { usage: { cpuMs: number } }).usage.cpuMs).toBeLessThan(600);
  });

  test('has the wall limit', () => {
    expect(outcomes.wall).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect((outcomes.wall as { usage: { wallMs: number } }).usage.wallMs).toBeLessThan(300);
  });

  test.each(['heap', 'tmpfs'])('has the memory limit: %s', (name) => {
    expect(outcomes[name]).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
  });

  test('has files, collected ones and the output limit', () => {
    expect(outcomes.files).toMatchObject({ stdout: 'in\n', files: { out: { state: 'ok' } } });
    expect(outcomes.output).toMatchObject({
      status: 'limit-exceeded',
      limit: 'output',
      stdout: 'y\n'.repeat(500),
    });
  });

  test('has a loopback device of its own', () => {
    expect(outcomes.loopback?.stdout).toMatch(/^\s*lo:/m);
  });

  test('has threads, whose stacks are reserved in the size of the stack limit', () => {
    expect(outcomes.threads).toMatchObject({ status: 'exited', stdout: '1\n' });
  });

  test('gives programs no way to their gate, though they share its user id', () => {
    expect(outcomes.reach?.stdout).toBe(
      'prlimit 1\nptrace 1\nsetpriority 1\nsetpriority of all 1\nsched_setaffinity 1\nmem 13\nfd 13\nalive\n',
    );
  });

  test('still runs after all that', () => {
    expect(outcomes.last).toMatchObject({ stdout: 'last\n' });
  });

  test.each(['cgroup', 'own-uid'])('is refused what it cannot have: %s', async (requirement) => {
    const script = await start([{ argv: ['/bin/true'] }], { require: [requirement] });
    expect(await script.next()).toMatchObject({
      code: 'REQUIREMENT_UNMET',
      blame: 'caller',
      message: expect.stringContaining(`"${requirement}"`),
    });
    await script.kill();
  });
});
