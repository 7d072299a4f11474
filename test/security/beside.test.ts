import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Runner, RunResult } from '../../lib/index.js';
import { HAS_CGROUPS, lacks } from '../support/requirements.js';
import { ownUids, withRunner } from '../support/runners.js';
import { readAttacks } from './attack.js';
import { attempt, outcomeOf } from './attempt.js';

const MOST_FACTOR = 2; // shared caches and hardware threads; a scheduler that let hogs in would be far beyond
const WORK = 'i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done; echo done';

const attacks = await readAttacks();
const named = (name: string) => attacks.find((attack) => attack.name === name)!;
const work = (runner: Runner) =>
  runner.run({ argv: ['/bin/sh', '-c', WORK], limits: { cpuMs: 5_000, wallMs: 60_000 } });
const median = (results: readonly RunResult[]) =>
  results.map(({ usage }) => usage.cpuMs).sort((a, b) => a - b)[Math.floor(results.length / 2)]!;

describe('beside hostile programs', () => {
  test('an honest one has its answer, and is charged for its own CPU time only', async () => {
    await withRunner(
      async (runner) => {
        const alone: RunResult[] = [];
        for (let i = 0; i < 5; i++) alone.push(await work(runner));
        const beside: RunResult[] = [];
        for (let i = 0; i < 5; i++) {
          const hogs = ['cpu-threads.c', 'cpu-children.c', 'cpu-kernel.c'].map((name) =>
            attempt(runner, { attack: named(name), env: {} }),
          );
          beside.push(await work(runner));
          for (const { result } of await Promise.all(hogs))
            expect(outcomeOf(result)).toBe('limit-exceeded/cpu');
        }
        for (const each of [...alone, ...beside]) expect(each).toMatchObject({ ok: true, stdout: 'done\n' });
        expect(median(beside)).toBeLessThan(median(alone) * MOST_FACTOR);
      },
      { concurrency: 4 },
    );
  });

  test.skipIf(lacks(HAS_CGROUPS))(
    'that use up their processes, an honest one has all of its own',
    async () => {
      await withRunner(
        async (runner) => {
          const bombs = ['fork-bomb.c', 'fork-bomb.py', 'thread-bomb.c', 'fork-bomb.c', 'fork-bomb.py'];
          const hostile = bombs.map((name) => attempt(runner, { attack: named(name), env: {} }));
          const spawn = 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.3 & done; wait; echo all';
          const honest = await runner.run({
            argv: ['/bin/bash', '-c', spawn],
            limits: { processes: 16, wallMs: 30_000 },
          });
          expect(honest).toMatchObject({ stdout: 'all\n', stderr: '', usage: { refusedProcesses: 0 } });
          await Promise.all(hostile);
        },
        { concurrency: 6 },
      );
    },
  );

  test('hundreds of programs that were just written all start: nobody still holds them open to write', async () => {
    const content = await readFile('/bin/true');
    await withRunner(
      async (runner) => {
        const runs = Array.from({ length: 300 }, (_, i) =>
          runner.run({ argv: [`./tool${i}`], files: [{ path: `tool${i}`, content, mode: 0o755 }] }),
        );
        const endings = (await Promise.all(runs)).map(outcomeOf);
        expect(endings.filter((ending) => ending !== 'exited/0')).toEqual([]);
      },
      { concurrency: 4 },
    );
  });

  test('no descriptor of one spawn reaches another, however many there are at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bailiff-beside-'));
    await cp('/bin/true', join(folder, 'input'));
    await withRunner(
      async (runner) => {
        const runs = Array.from({ length: 50 }, (_, i) =>
          runner.run({
            argv: ['/bin/sh', '-c', 'ls -l /proc/self/fd | wc -l'],
            inputs: { input: join(folder, 'input') },
            limits: { boxBytes: (1 + (i % 3)) << 20 },
          }),
        );
        const said = new Set((await Promise.all(runs)).map(({ stdout }) => stdout));
        expect([...said]).toEqual(['5\n']); // a line in front, 0, 1, 2, and the folder that ls reads
      },
      { concurrency: 8, uids: ownUids(128) },
    );
    await rm(folder, { recursive: true });
  });
});
