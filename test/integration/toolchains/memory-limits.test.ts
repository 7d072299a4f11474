import { afterAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';
import { resolveHome } from '../../../lib/home.js';
import { createRunner } from '../../../lib/index.js';
import { loadInventory } from '../../../toolchains/index.js';
import { compiled } from '../../support/programs.js';
import { HAS_CGROUPS, lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
const LIMITS_MIB = [64, 128, 256];
const AGAIN = 2;

const inventory = await loadInventory({ path: readEnv().path, home: await resolveHome() });
const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

/**
 * Who ends a program that fills large blocks until it dies: its runtime, with its own message, or the kernel. Node's
 * heap is nearly the whole limit, so that it is the one or the other.
 */
const ENDED_BY = {
  python: 'kernel',
  javascript: 'one or the other',
  go: 'kernel',
  java: 'runtime',
  csharp: 'runtime',
  kotlin: 'runtime',
} as const;
const CORE = ['python', 'javascript', 'go', 'java'];

/** One request for more than any machine has: the runtime refuses it by itself, whatever the limit. */
const TOO_LARGE: Readonly<Record<string, string>> = {
  python: 'a = [0] * 10**11\n',
  go: 'package main\n\nimport "fmt"\n\nfunc main() { a := make([]byte, 1<<46); fmt.Println(len(a)) }\n',
};

const found = (name: string) => inventory.find(({ recipe }) => recipe.name === name)?.recipe;
const isAbsent = (name: string) =>
  CORE.includes(name) ? lacks(found(name) !== undefined && HAS_CGROUPS) : !found(name) || !HAS_CGROUPS;

describe.each(Object.entries(ENDED_BY))('%s', (name, endedBy) => {
  const check = test.skipIf(isAbsent(name));

  check(`that takes memory until it dies is ended by ${endedBy}, each time, at any limit`, async () => {
    const { proof, memoryMarker } = found(name)!;
    const program = await compiled(runner, { language: name, code: proof.hog });
    for (const memoryBytes of LIMITS_MIB.map((mib) => mib * MiB)) {
      for (let time = 0; time < AGAIN; time++) {
        const { usage, stderr, ...result } = await program.run({ limits: { memoryBytes, wallMs: 40_000 } });
        expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
        const by = [
          ...(usage.oomKills === 1 ? ['kernel'] : []),
          ...(memoryMarker?.test(stderr) ? ['runtime'] : []),
        ];
        if (endedBy === 'one or the other') expect(by).toHaveLength(1);
        else expect(by).toEqual([endedBy]);
      }
    }
  });

  const code = TOO_LARGE[name];
  test.skipIf(code === undefined || isAbsent(name))('that asks for too much at once says so', async () => {
    const result = await runner.run({ language: name, code: code!, limits: { memoryBytes: 64 * MiB } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'memory', usage: { oomKills: 0 } });
    expect(result.stderr).toMatch(found(name)!.memoryMarker!);
  });
});

test.skipIf(isAbsent('java'))(
  'a Java program that catches the error goes on, and is not held guilty',
  async () => {
    const code = `import java.util.*;
public class Main { public static void main(String[] a) {
  List<int[]> all = new ArrayList<>();
  try { while (true) all.add(new int[1 << 18]); } catch (OutOfMemoryError e) { all = null; System.out.println("caught"); }
} }
`;
    const limits = { memoryBytes: 64 * MiB };
    expect(await runner.run({ language: 'java', code, limits })).toMatchObject({
      exitCode: 0,
      stdout: 'caught\n',
    });
  },
);

test.skipIf(isAbsent('java'))(
  'a Java program that may start no more threads is not one without memory',
  async () => {
    const code = `public class Main { public static void main(String[] a) {
  while (true) { Thread t = new Thread(() -> { try { Thread.sleep(60_000); } catch (InterruptedException e) { } }); t.setDaemon(true); t.start(); }
} }
`;
    const limits = { memoryBytes: 256 * MiB, processes: 40 };
    expect(await runner.run({ language: 'java', code, limits })).toMatchObject({
      status: 'exited',
      exitCode: 1,
      stderr: expect.stringContaining('unable to create native thread'),
    });
  },
);
