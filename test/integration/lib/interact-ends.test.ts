import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type Interaction } from '../../../lib/index.js';
import { compiled } from '../../support/programs.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids(), concurrency: 2 });
afterAll(() => runner.close());

const SOON_MS = 300; // some ms of its own, the rest for a busy machine; far from the seconds that a leaked end costs
const MODES = [
  ['directly', undefined],
  ['with a transcript', { bytes: 1_000 }],
] as const;

const c = (body: string) =>
  compiled(runner, {
    language: 'c',
    code: `
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char **argv) { char line[256]; (void)argc; (void)argv; (void)line; ${body} }`,
  });

const READ_ALL = 'while (fgets(line, sizeof line, stdin)); fprintf(stderr, "end\\n"); return 5;';
const WRITE_ON = 'for (;;) if (write(1, "line\\n", 5) < 0) return 6;';

/** Leaves its stdout in a socket that nobody reads: the kernel closes that when it looks for such. */
const SENDS_ITS_STDOUT = `
#include <string.h>
#include <sys/socket.h>
int main(void) {
  int ends[2], out = 1;
  char control[CMSG_SPACE(sizeof out)] = { 0 }, byte = 0;
  struct iovec vector = { &byte, 1 };
  struct msghdr message = { .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof out);
  memcpy(CMSG_DATA(header), &out, sizeof out);
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 1;
  return sendmsg(ends[0], &message, 0) == 1 ? 0 : 1;
}`;

async function together(
  first: string,
  second: string,
  transcript?: { readonly bytes: number },
): Promise<Interaction> {
  const limits = { wallMs: 5_000, stdoutBytes: 2 ** 28 };
  return runner.interact({
    first: { program: await c(first), limits },
    second: { program: await c(second), limits },
    transcript,
  });
}

describe.each(MODES)('two programs joined %s', (_, transcript) => {
  test('read the end when the other one ends', async () => {
    const { first, second, endedMs } = await together('puts("x"); return 0;', READ_ALL, transcript);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(second).toMatchObject({ exitCode: 5 });
    expect(endedMs.second - endedMs.first).toBeLessThan(SOON_MS);
  });

  test('read the end when the other one closes its stdout and lives on', async () => {
    const closes = 'close(1); return fgets(line, sizeof line, stdin) && !strcmp(line, "heard\\n") ? 0 : 1;';
    const hears =
      'while (fgets(line, sizeof line, stdin)); puts("heard"); fflush(stdout); usleep(800000); return 5;';
    const { first, second, endedMs } = await together(closes, hears, transcript);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(second).toMatchObject({ exitCode: 5 });
    expect(endedMs.first).toBeLessThan(SOON_MS);
  });

  test('get SIGPIPE when the other one ends', async () => {
    const { second, endedMs, endedFirst } = await together('return 0;', WRITE_ON, transcript);
    expect(second).toMatchObject({ status: 'signaled', signal: 'SIGPIPE' });
    expect(endedFirst).toBe('first');
    expect(endedMs.second - endedMs.first).toBeLessThan(SOON_MS);
  });

  test('get SIGPIPE when the other one closes its stdin and lives on', async () => {
    const { first, second, endedMs } = await together(
      'close(0); usleep(800000); return 0;',
      WRITE_ON,
      transcript,
    );
    expect(first).toMatchObject({ exitCode: 0 });
    expect(second).toMatchObject({ status: 'signaled', signal: 'SIGPIPE' });
    expect(endedMs.second).toBeLessThan(SOON_MS);
  });

  test('get EPIPE when they ignore SIGPIPE', async () => {
    const { second } = await together('return 0;', `signal(SIGPIPE, SIG_IGN); ${WRITE_ON}`, transcript);
    expect(second).toMatchObject({ status: 'exited', exitCode: 6 });
  });

  test('read the end although a child of the other one holds its streams', async () => {
    const { second, endedMs } = await together(
      'if (fork() == 0) { setsid(); pause(); } return 0;',
      READ_ALL,
      transcript,
    );
    expect(second).toMatchObject({ exitCode: 5 });
    expect(endedMs.second - endedMs.first).toBeLessThan(SOON_MS);
  });

  test('read the end although the other one has sent its stdout to itself', async () => {
    const program = await compiled(runner, { language: 'c', code: SENDS_ITS_STDOUT });
    const { first, second } = await runner.interact({
      first: { program, limits: { wallMs: 5_000 } },
      second: { program: await c(READ_ALL), limits: { wallMs: 5_000 } },
      transcript,
    });
    expect(first).toMatchObject({ exitCode: 0 });
    expect(second).toMatchObject({ exitCode: 5 });
  });

  test('read what the other one wrote before it ended', async () => {
    const writes = 'for (int i = 0; i < 12000; i++) puts("line"); return 0;';
    const counts =
      'int n = 0; usleep(300000); while (fgets(line, sizeof line, stdin)) n++; return n == 12000 ? 0 : 1;';
    const { first, second, endedMs } = await together(writes, counts, transcript);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(second).toMatchObject({ exitCode: 0 });
    expect(endedMs.first).toBeLessThan(SOON_MS);
  });

  test('that both wait for ever have each its own wall limit', async () => {
    const program = await c('pause(); return 0;');
    const { first, second, endedFirst, endedMs } = await runner.interact({
      first: { program, limits: { wallMs: 600 } },
      second: { program, limits: { wallMs: 300 } },
      transcript,
    });
    expect([first.status, second.status]).toEqual(['limit-exceeded', 'limit-exceeded']);
    expect(endedFirst).toBe('second');
    expect(endedMs.first).toBeGreaterThan(599);
    expect(endedMs.second).toBeLessThan(300 + SOON_MS);
  });

  test.each([
    ['cpu', 'for (;;);', { cpuMs: 100, wallMs: 10_000 }],
    ['wall', 'pause(); return 0;', { wallMs: 200 }],
    ['memory', 'for (;;) memset(malloc(1 << 20), 1, 1 << 20);', { memoryBytes: 2 ** 25 }],
  ] as const)(
    'a limit ends one side only, and the other one reads the end: %s',
    async (limit, body, limits) => {
      const { first, second, endedFirst } = await runner.interact({
        first: { program: await c(body), limits },
        second: { program: await c(READ_ALL) },
        transcript,
      });
      expect(first).toMatchObject({ status: 'limit-exceeded', limit });
      expect(second).toMatchObject({ status: 'exited', exitCode: 5 });
      expect(endedFirst).toBe('first');
    },
  );

  test.each([
    ['leaves', 'return 0;', READ_ALL],
    ['complains and leaves', 'fputs("wrong\\n", stderr); puts("bye"); return 0;', READ_ALL],
    ['dies', 'abort();', READ_ALL],
    ['leaves while the other one writes', 'fgets(line, sizeof line, stdin); return 0;', WRITE_ON],
    ['leaves a child behind', 'if (fork() == 0) pause(); return 0;', READ_ALL],
  ])('the one that %s ended first, whichever it is, each time', async (_name, leaves, stays) => {
    const [leaver, stayer] = [{ program: await c(leaves) }, { program: await c(stays) }];
    for (let round = 0; round < 15; round++) {
      const one = await runner.interact({ first: leaver, second: stayer, transcript });
      expect(one.endedFirst).toBe('first');
      const other = await runner.interact({ first: stayer, second: leaver, transcript });
      expect(other.endedFirst).toBe('second');
    }
  });
});
