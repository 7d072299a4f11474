import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';
import { resolveHome } from '../../../lib/home.js';
import { createRunner } from '../../../lib/index.js';
import { expandArgv, loadInventory, stepArgv, toolchainTokens } from '../../../toolchains/index.js';
import { lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const inventory = await loadInventory({ path: readEnv().path, home: await resolveHome() });
const newest = (name: string) => inventory.find(({ recipe }) => recipe.name === name);
const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const BODY = `#include <bits/stdc++.h>
using namespace std;
int sum(const int *a, int n) { int s = 0; for (int i = 0; i < n; i++) s += a[i] * a[i]; return s; }
int main() { vector<int> v{3, 1, 2}; sort(v.begin(), v.end()); cout << sum(v.data(), 3) << endl; }
`;

/** What a program may have before its first include, and whether the precompiled header can serve it all the same. */
const BEFORE: readonly (readonly [string, boolean])[] = [
  ['', true],
  ['// a comment\n#define LOCAL 1\n#ifdef NEVER\n#include "none.h"\n#endif\n', true],
  ['#pragma GCC optimize("O3,unroll-loops")\n', false],
  ['#pragma GCC target("avx2,bmi,popcnt")\n', false],
  ['#define _GLIBCXX_DEBUG\n', false],
  ['#define int long long\n#define main main_; signed main\n', false],
  ['const int before = __COUNTER__;\n', false],
  ['#include <cstdio>\n', false],
];

const gpp = newest('cpp');

describe('precompiled headers', () => {
  const check = test.skipIf(lacks(gpp?.cache !== undefined));

  /** Compiles to assembly with the headers and without, in one jail; prints whether they served, and compares. */
  const compare = async (code: string) => {
    const tokens = { ...toolchainTokens(gpp!), artifact: '$OUT', sources: ['main.cpp'] };
    const { argv } = gpp!.recipe.compile!;
    const [cold, warm] = [argv, stepArgv(gpp!.recipe.compile!, gpp!)].map((line) =>
      expandArgv(line, tokens)
        .map((word) => (word === '$OUT' ? '"$OUT"' : `'${word}'`))
        .join(' '),
    );
    const script = `OUT=cold; ${cold} -S 2>cold.txt; echo $? > cold.rc; OUT=warm; ${warm} -S -H 2>both.txt; echo $? > warm.rc
grep -q '^! ' both.txt && echo served || echo read
sed '/^Multiple include guards/,$d; /^[.!x]* [/]/d; /^ main.cpp$/d' both.txt > warm.txt
cmp cold.rc warm.rc; cmp cold.txt warm.txt; [ ! -e cold ] || cmp cold warm`;
    return runner.run({
      argv: ['/bin/sh', '-c', script],
      files: [{ path: 'main.cpp', content: code }],
      limits: { cpuMs: 60_000, memoryBytes: '1GiB', boxBytes: '256MiB' },
    });
  };

  check.each(BEFORE)(
    'compile to the same code and messages after %j; they serve: %s',
    async (before, serves) => {
      expect(await compare(before + BODY)).toMatchObject({
        stdout: serves ? 'served\n' : 'read\n',
        stderr: '',
        exitCode: 0,
      });
    },
  );

  check('declare nothing that was not included', async () => {
    const code = `#include <iostream>\nint main() { std::vector<int> v{1}; std::cout << v.size(); return std::gcd(4, 2); }\n`;
    expect(await compare(code)).toMatchObject({ stdout: 'served\n', stderr: '' });
    const failed = await runner.compile({ language: 'cpp', code });
    expect(failed).toMatchObject({
      status: 'compile-failed',
      stderr: expect.stringMatching(/‘gcd’ is not a member/),
    });
  });

  check('leave a header of the program’s own in its place', async () => {
    const files = [
      { path: 'main.cpp', content: '#include "bits/stdc++.h"\nint main() { std::puts(TEXT); }\n' },
      { path: 'bits/stdc++.h', content: '#include <cstdio>\n#define TEXT "mine"\n' },
    ];
    expect(await runner.run({ language: 'cpp', files })).toMatchObject({ stdout: 'mine\n' });
  });

  check('cannot be written by a compiler that is told to', async () => {
    const code = '#include <fstream>\nint main() { std::ofstream f("CACHE/x"); return f ? 1 : 0; }\n';
    const result = await runner.run({ language: 'cpp', code: code.replace('CACHE', gpp!.cache!) });
    expect(result).toMatchObject({ exitCode: 0 });
  });
});

/** A class of each compiler that every compilation needs, and what comes before an option of the JVM. */
const JVM_COMPILERS: readonly (readonly [string, string, string])[] = [
  ['java', '-J', 'com.sun.tools.javac.main.JavaCompiler'],
  ['kotlin', '', 'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler'],
  ['scala', '', 'dotty.tools.dotc.Compiler'],
];

describe('the archive of a compiler in Java', () => {
  /** Where the JVM says that the class came from, when it compiles in a jail by the command of the recipe. */
  const sourceOf = async (name: string, [dash, className]: readonly [string, string], isWarm: boolean) => {
    const toolchain = newest(name)!;
    const { compile, sourceName, proof } = toolchain.recipe;
    const artifact = join('/box', compile!.artifact);
    const own = { artifact: artifact.replace(/\/$/, ''), sources: [`/box/${sourceName}`], heapMiB: '512' };
    const argv = isWarm ? stepArgv(compile!, toolchain) : compile!.argv;
    const [tool, ...args] = expandArgv(argv, { ...toolchainTokens(toolchain), ...own });
    const result = await runner.run({
      argv: [tool, `${dash}-Xlog:class+load`, ...args],
      env: compile!.env,
      files: [{ path: sourceName, content: proof.hello }],
      limits: { memoryBytes: '1GiB', cpuMs: 60_000 },
    });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0, stderr: '' });
    return new RegExp(` ${className} source: (.*)`).exec(result.stdout)?.[1];
  };

  /** What is not of the core is asked for where all is. */
  const absent = (name: string) => {
    const isThere = newest(name)?.cache !== undefined;
    return name === 'java' ? lacks(isThere) : !isThere && !readEnv().require.includes('all');
  };

  test.skipIf(absent('kotlin'))('is not spoken of where the JVM cannot take it', async () => {
    const { recipe, ...toolchain } = newest('kotlin')!;
    const own = { cache: '/in', artifact: '/box/out.jar', sources: ['/box/main.kt'], heapMiB: '512' };
    const argv = stepArgv(recipe.compile!, { recipe, ...toolchain });
    const result = await runner.run({
      argv: expandArgv(argv, { ...toolchainTokens({ recipe, ...toolchain }), ...own }),
      env: recipe.compile!.env,
      files: [{ path: 'main.kt', content: recipe.proof.hello }],
      limits: { memoryBytes: '1GiB', cpuMs: 60_000 },
    });
    expect(result).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  for (const [name, ...loaded] of JVM_COMPILERS) {
    test.skipIf(absent(name))(`is where the JVM takes its classes from: ${name}`, async () => {
      expect(await sourceOf(name, loaded, false)).not.toMatch(/^shared objects file/);
      expect(await sourceOf(name, loaded, true)).toMatch(/^shared objects file/);
    });
  }
});
