import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type Program } from '../../../lib/index.js';
import { compiled } from '../../support/programs.js';
import { ownUids, withRunner } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids(), concurrency: 1 });
afterAll(() => runner.close());

/** Counts up to its argument, a number a line, and wants each back. */
const COUNTER = `
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  int n = atoi(argv[1]), got;
  for (int i = 0; i < n; i++) {
    printf("%d\\n", i);
    fflush(stdout);
    if (scanf("%d", &got) != 1 || got != i) return 3;
  }
  fprintf(stderr, "counted %d\\n", n);
  return 4;
}`;
const ECHO = `
#include <stdio.h>
int main(void) {
  char line[64];
  while (fgets(line, sizeof line, stdin)) { fputs(line, stdout); fflush(stdout); }
  fprintf(stderr, "over\\n");
  return 5;
}`;
const bash = (code: string) => compiled(runner, { language: 'bash', code });

let counter: Program;
let echo: Program;
beforeAll(async () => {
  counter = await compiled(runner, { language: 'c', code: COUNTER });
  echo = await compiled(runner, { language: 'c', code: ECHO });
});

describe('interact()', () => {
  test('joins two programs, and reports each for itself', async () => {
    const { first, second, endedFirst, endedMs, transcript } = await runner.interact({
      first: { program: counter, args: ['100'] },
      second: { program: echo },
    });
    expect(first).toMatchObject({ status: 'exited', exitCode: 4, ok: false });
    expect(second).toMatchObject({ status: 'exited', exitCode: 5, ok: false });
    expect([first.stderr.toString(), second.stderr.toString()]).toEqual(['counted 100\n', 'over\n']);
    expect([first.stdout.length, second.stdout.length]).toEqual([0, 0]);
    expect(endedFirst).toBe('first');
    expect(endedMs.first).toBeGreaterThan(0);
    expect(endedMs.second).toBeGreaterThan(endedMs.first);
    expect(transcript).toBeUndefined();
  });

  test('returns the same keys as run() for each side', async () => {
    const interaction = await runner.interact({
      first: { program: counter, args: ['1'] },
      second: { program: echo },
    });
    expect(Object.keys(interaction)).toEqual(['first', 'second', 'endedFirst', 'endedMs']);
    const single = await echo.run({ encoding: 'buffer' });
    expect(Object.keys(interaction.second)).toEqual(Object.keys(single));
  });

  test('gives each side its own arguments, environment, files, inputs, limits and collected files', async () => {
    const side = await bash(
      'echo "$1 $NAME $(cat given) $(cat /in/files/input)" | tee kept; exec 1>&-; cat > heard',
    );
    const of = (name: string) => ({
      program: side,
      args: [name],
      env: { NAME: name.toUpperCase() },
      files: [{ path: 'given', content: `file of ${name}` }],
      inputs: { input: '/etc/hostname' },
      limits: { cpuMs: name === 'a' ? 1_500 : 2_500 },
      collect: ['kept', 'heard'],
    });
    const { first, second } = await runner.interact({ first: of('a'), second: of('b') });
    expect([first.ok, second.ok]).toEqual([true, true]);
    const content = (result: typeof first, path: string) => {
      const file = result.files[path];
      return file?.state === 'ok' ? file.content.toString() : file?.state;
    };
    expect(content(first, 'kept')).toMatch(/^a A file of a \S+\n$/);
    expect(content(second, 'kept')).toMatch(/^b B file of b \S+\n$/);
    expect(content(first, 'heard')).toBe(content(second, 'kept'));
    expect(content(second, 'heard')).toBe(content(first, 'kept'));
    expect([first.limits.cpuMs, second.limits.cpuMs]).toEqual([1_500, 2_500]);
  });

  test.each([undefined, { bytes: 1_000 }])(
    'passes bytes as they are, with a transcript or without: %o',
    async (transcript) => {
      const content = randomBytes(3 * 2 ** 20);
      const { second } = await runner.interact({
        first: { program: await bash('cat data'), files: [{ path: 'data', content }] },
        second: { program: await bash('sleep 0.1; cat > got'), collect: ['got'] },
        transcript,
      });
      expect(second.files.got).toMatchObject({ state: 'ok', content });
    },
  );

  test('works in both modes of a runner, on one core in each', async () => {
    for (const pin of [false, true]) {
      await withRunner(
        async (other) => {
          const code = 'grep Cpus_allowed_list: /proc/self/status >&2';
          const program = await compiled(other, { language: 'bash', code });
          const { first, second } = await other.interact({ first: { program }, second: { program } });
          expect(first.stderr.toString()).toMatch(/:\s+\d+\n$/);
          expect(second.stderr.toString()).toBe(first.stderr.toString());
        },
        { pin },
      );
    }
  });

  test('may join a program with itself', async () => {
    const both = await bash('echo hello; read line; echo "$line" >&2');
    const { first, second } = await runner.interact({ first: { program: both }, second: { program: both } });
    expect([first.stderr.toString(), second.stderr.toString()]).toEqual(['hello\n', 'hello\n']);
  });
});
