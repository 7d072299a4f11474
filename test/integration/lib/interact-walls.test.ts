import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type Runner } from '../../../lib/index.js';
import { fifosOf, nameOf, processesOf, remainsOf } from '../../support/leftovers.js';
import { compiled } from '../../support/programs.js';
import { HAS_OWN_UIDS, lacks } from '../../support/requirements.js';
import { ownUids, withRunner } from '../../support/runners.js';

const UIDS = ownUids();
const runner = createRunner({ uids: UIDS, concurrency: 1, parked: 2 });
afterAll(() => runner.close());

const bash = (code: string, on: Runner = runner) => compiled(on, { language: 'bash', code });

/** Tries to get at what it was not given by way of its own streams; says on stderr what the kernel answers. */
const REACH = `
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
static void say(const char *what, long result) { fprintf(stderr, "%s %s\\n", what, result < 0 ? strerrorname_np(errno) : "ok"); }
int main(void) {
  int mine[2] = { open("/proc/self/fd/0", O_RDONLY | O_NONBLOCK), open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK) };
  say("own stdin", mine[0]);
  say("own stdout", mine[1]);
  say("stdin to write", open("/proc/self/fd/0", O_WRONLY | O_NONBLOCK));
  say("stdin for both", open("/dev/stdin", O_RDWR | O_NONBLOCK));
  say("stdout to read", open("/proc/self/fd/1", O_RDONLY | O_NONBLOCK));
  say("stdout for both", open("/dev/stdout", O_RDWR | O_NONBLOCK));
  say("chmod stdin", fchmod(0, 0666));
  say("chmod stdout", fchmod(1, 0666));
  say("chmod by path", chmod("/proc/self/fd/1", 0666));
  say("chown stdin", fchown(0, 1000, 1000));
  say("chown stdout", fchown(1, 1000, 1000));
  say("folder of stdin", open("/proc/self/fd/0/..", O_RDONLY));
  say("gate", open("/proc/1/fd", O_RDONLY));
  close(mine[0]);
  close(mine[1]);
  int open_fds = 0;
  for (int fd = 0; fd < 256; fd++) open_fds += fcntl(fd, F_GETFD) >= 0;
  fprintf(stderr, "descriptors %d\\n", open_fds);
  char byte = 0;
  return write(1, &byte, 1) == 1 && read(0, &byte, 1) == 1 ? 0 : 1; /* not before the other side is done as well */
}`;

const ANSWERS = `own stdin ok
own stdout ok
stdin to write EACCES
stdin for both EACCES
stdout to read EACCES
stdout for both EACCES
chmod stdin EPERM
chmod stdout EPERM
chmod by path EPERM
chown stdin EPERM
chown stdout EPERM
folder of stdin ENOTDIR
gate EACCES
descriptors 3
`;

describe('a joined program', () => {
  test.skipIf(lacks(HAS_OWN_UIDS))('cannot turn either direction round, on either side', async () => {
    const program = await compiled(runner, { language: 'c', code: REACH });
    const { first, second } = await runner.interact({ first: { program }, second: { program } });
    expect(first.stderr.toString()).toBe(ANSWERS);
    expect(second.stderr.toString()).toBe(ANSWERS);
  });

  test('finds no FIFO by name', async () => {
    const program = await bash('find / -type p -not -path "/proc/*" 2> /dev/null >&2; ls -A /links >&2 2>&1');
    const { first } = await runner.interact({ first: { program }, second: { program } });
    expect(first.stderr.toString()).toMatch(/^ls: cannot access '\/links'/);
  });

  test('does not read what an earlier pair of the same jails has left unread', async () => {
    const [leaves, looks] = [await bash('head -c 50000 /dev/zero; sleep 0.05'), await bash('wc -c >&2')];
    const quiet = await bash('sleep 0.05');
    for (let round = 0; round < 4; round++) {
      await runner.interact({ first: { program: leaves }, second: { program: leaves } });
      const { first, second } = await runner.interact({
        first: { program: round % 2 ? looks : quiet },
        second: { program: round % 2 ? quiet : looks },
      });
      expect((round % 2 ? first : second).stderr.toString()).toBe('0\n');
    }
  });

  test('gets a new FIFO each time', async () => {
    const program = await bash('stat -L -c %i /proc/self/fd/0 >&2');
    const seen: string[] = [];
    for (let round = 0; round < 5; round++) {
      const { first, second } = await runner.interact({ first: { program }, second: { program } });
      seen.push(first.stderr.toString(), second.stderr.toString());
    }
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('has a user id of its own', async () => {
    const ids = new Set<number>();
    const program = await bash('echo up >&2; sleep 0.5');
    const running = runner.interact({ first: { program }, second: { program } });
    await expect
      .poll(async () => {
        for (const uid of await programUids()) ids.add(uid);
        return ids.size;
      })
      .toBeGreaterThanOrEqual(HAS_OWN_UIDS ? 2 : 1);
    await running;
  });
});

/** The user ids of ours under which programs, and not gates, run: the odd ones. */
async function programUids(): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const { stat } = await import('node:fs/promises');
  const uids = await Promise.all(
    pids.map(async (pid) => (await stat(join('/proc', pid)).catch(() => undefined))?.uid ?? -1),
  );
  return uids.filter((uid) => uid % 2 === 1 && uid >= UIDS.start && uid < UIDS.start + UIDS.count);
}

describe('the folders of FIFOs', () => {
  test('hold one unused FIFO of two names for each parked jail, and no name of one in use', async () => {
    const uids = { start: UIDS.start + UIDS.count, count: UIDS.count }; // none of the other runner's cells
    await withRunner(
      async (other) => {
        const program = await bash('echo up >&2; cat', other);
        const controller = new AbortController();
        const running = other.interact({
          first: { program },
          second: { program },
          signal: controller.signal,
        });
        running.catch(() => undefined);
        const cats = async () =>
          (await Promise.all((await processesOf(uids)).map(nameOf))).filter((name) => name === 'cat').length;
        await expect.poll(cats, { timeout: 5_000 }).toBe(2);
        expect(await fifosOf(uids)).toEqual([]);
        controller.abort(new Error('enough'));
        await expect(running).rejects.toThrow('enough');
        await expect.poll(() => fifosOf(uids)).toEqual(['other', 'out', 'other', 'out']);
      },
      { uids, concurrency: 1, parked: 2 },
    );
  });

  test('are gone with the runner', async () => {
    await withRunner(async (other) => {
      const program = await bash('cat', other);
      const running = other.interact({ first: { program }, second: { program } });
      running.catch(() => undefined);
      await expect.poll(() => other.load.running).toBe(1);
      await other.close();
      await expect(running).rejects.toMatchObject({ code: 'CLOSED' });
    });
    await runner.close();
    expect(await remainsOf(UIDS)).toEqual([]);
  });
});
