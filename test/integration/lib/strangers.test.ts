import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
const runner = createRunner({ uids: ownUids(), concurrency: 1, parked: 1 });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-strangers-'));
});
afterAll(async () => {
  await runner.close();
  await rm(folder, { recursive: true });
});

/** What a program finds in its jail that is not its own, as the next one of the same cell. */
const foundBy = async (script: string) => (await runner.run({ argv: ['/bin/sh', '-c', script] })).stdout;
/** In /var/lib stands what GHC keeps there, read-only, where it is installed; nothing else. */
const LOOK_AROUND =
  'ls -A /in /box /tmp /dev/shm /run /empty; ls -A /var | grep -vx lib; ls -A /var/lib 2> /dev/null | grep -vx ghc; cat /in/* 2> /dev/null | head -c 100';
const NOTHING = '/box:\n\n/dev/shm:\n\n/empty:\n\n/in:\n\n/run:\n\n/tmp:\ntmp\n';

describe('the next program of the same cell', () => {
  test('finds nothing at first', async () => {
    expect(await foundBy(LOOK_AROUND)).toBe(NOTHING);
  });

  test('does not find a stranger’s stdin', async () => {
    const file = join(folder, 'stdin');
    await writeFile(file, randomBytes(MiB));
    expect(await runner.run({ argv: ['/usr/bin/wc', '-c'], stdin: { file } })).toMatchObject({
      stdout: `${MiB}\n`,
    });
    expect(await foundBy(LOOK_AROUND)).toBe(NOTHING);
  });

  test('does not find a stranger’s program', async () => {
    const code = `int main(void) { return ${Math.floor(Math.random() * 1e9)} == 1; }`;
    expect(await runner.run({ language: 'c', code })).toMatchObject({ exitCode: 0 });
    expect(await foundBy(LOOK_AROUND)).toBe(NOTHING);
  });

  test('finds its own program alone, however programs take turns', async () => {
    const code = (n: number) =>
      `#include <stdlib.h>\nint main(void) { return ${n} * 0 + system("ls -A /in"); }`;
    const programs = await Promise.all([1, 2].map((n) => runner.compile({ language: 'c', code: code(n) })));
    const file = join(folder, 'large');
    await writeFile(file, randomBytes(MiB));
    for (const stdin of [undefined, { file }, undefined, '']) {
      for (const program of programs) {
        if (program.status !== 'compiled') throw new Error(program.stderr);
        const expected = typeof stdin === 'object' ? 'program\nstdin\n' : 'program\n';
        expect(await program.run({ stdin })).toMatchObject({ stdout: expected, exitCode: 0 });
      }
    }
  });

  test('does not find files, shared memory, message queues or sockets', async () => {
    const secret = randomUUID();
    const script = `for d in /box /tmp /dev/shm; do echo ${secret} > $d/secret; chmod 777 $d/secret; done`;
    await foundBy(script);
    expect(await foundBy(LOOK_AROUND)).toBe(NOTHING);
  });

  test('sees only its own processes, whatever a stranger left', async () => {
    await foundBy('setsid sleep 30 & (sleep 30 &) & exit 0');
    const commands = await foundBy('cat /proc/[0-9]*/comm; exit 0');
    expect(commands.split('\n').filter(Boolean).sort()).toEqual(['gate', 'sh']);
  });
});
