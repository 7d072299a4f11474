import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPackage } from '../../../../harness/problem/package.js';
import { loadSuite } from '../../../../harness/suite/load-suite.js';
import { readEnv } from '../../../../lib/env.js';
import { createRunner } from '../../../../lib/index.js';
import { REGISTRY_CLIENTS } from '../../../../toolchains/fetch-clients.js';
import { FULL } from '../../../support/how-much.js';
import { lacks } from '../../../support/requirements.js';
import { ownUids } from '../../../support/runners.js';
import { FORGERIES } from './forgeries.js';
import { judge, suiteOf, verdictsOf } from './suites.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const NODE_TESTS = `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { add, Counter, later } from './solution.mjs';

describe('add', () => {
  it('numbers', () => assert.equal(add(2, 3), 5));
  it('structures', () => assert.deepEqual(add([1], [{ a: undefined, b: new Map([[1, 'x']]) }]), [1, { a: undefined, b: new Map([[1, 'x']]) }]));
});
it('counts', () => {
  const counter = new Counter(2);
  counter.up();
  assert.equal(counter.value, 3);
});
it('later', async () => {
  assert.equal(await later(7), 7);
  await assert.rejects(later(-1), RangeError);
});
`;
const NODE_GOOD = `export const add = (a, b) => (Array.isArray(a) ? [...a, ...b] : a + b);
export class Counter {
  constructor(value) { this.value = value; }
  up() { console.log('chatter'); this.value++; }
}
export async function later(n) {
  if (n < 0) throw new RangeError('negative');
  return n;
}
`;
const NODE_SUITE = {
  framework: 'node-test',
  entry: 'solution.mjs',
  files: ['sum.test.mjs'],
  tests: ['add > numbers', 'add > structures', 'counts', 'later'],
};

describe.each(['process', 'same-process'])('a node:test suite, level %s', (level) => {
  const suite = () => suiteOf({ ...NODE_SUITE, level }, { 'sum.test.mjs': NODE_TESTS });

  test('accepts what is right', async () => {
    expect(await verdictsOf(runner, await suite(), { 'solution.mjs': NODE_GOOD })).toBe('AC AC AC AC');
  });

  test('tells a wrong answer from an error', async () => {
    const wrong = NODE_GOOD.replace('a + b)', 'a - b)').replace('this.value++', 'throw new Error("no")');
    expect(await verdictsOf(runner, await suite(), { 'x.mjs': wrong })).toBe('WA AC RTE AC');
  });

  test.each(Object.entries(FORGERIES))('gives nothing to one that %s', async (_what, code) => {
    expect(await verdictsOf(runner, await suite(), { 'x.mjs': code })).not.toContain('AC');
  });

  test.each([
    ["throw new Error('boom');", /^Error: boom$/],
    ['export const = 1;', /SyntaxError: /],
    ["import 'gone';", /Cannot find package 'gone'/],
  ])('says of every test why it did not run: %s', async (line, reason) => {
    const outcome = await judge(runner, await suite(), { 'x.mjs': `${line}\n${NODE_GOOD}` });
    const cases = outcome.status === 'judged' ? outcome.cases : [];
    expect(cases.map(({ verdict, message }) => [verdict, message])).toEqual(
      NODE_SUITE.tests.map(() => ['RTE', expect.stringMatching(reason)]),
    );
  });
});

test('a node:test suite apart from the submission is not fooled by patched assertions', async () => {
  const patched = `import assert from 'node:assert/strict';
for (const name of Object.keys(assert)) assert[name] = () => {};
export const add = () => ({ valueOf: () => 5, toString: () => '5' });
export class Counter { up() {} get value() { return 3; } }
export const later = async () => 7;
`;
  const suite = await suiteOf({ ...NODE_SUITE, level: 'process' }, { 'sum.test.mjs': NODE_TESTS });
  expect(await verdictsOf(runner, suite, { 'x.mjs': patched })).toBe('WA WA AC WA');
});

const GO_TESTS = `package main

import "testing"

func TestAdd(t *testing.T) {
	if Add(2, 3) != 5 {
		t.Errorf("2 + 3 is %d", Add(2, 3))
	}
}

func TestPanic(t *testing.T) {
	t.Run("inner", func(t *testing.T) {
		if Add(0, 0) != 0 {
			t.Fatal("0 + 0")
		}
	})
}
`;

describe('a go test suite', () => {
  const suite = () =>
    suiteOf(
      { framework: 'go-test', entry: 'main.go', tests: ['TestAdd', 'TestPanic/inner'] },
      { 'add_test.go': GO_TESTS },
    );

  test.each([
    ['right', 'package main\nfunc Add(a, b int) int { return a + b }\nfunc main() {}\n', 'AC AC'],
    ['wrong', 'package main\nfunc Add(a, b int) int { return a - b }\nfunc main() {}\n', 'WA AC'],
    ['no program', 'package main\nfunc main() { Add(1) }\n', 'CE'],
    [
      'one that prints results and exits',
      'package main\nimport ("fmt"; "os")\nfunc init() { fmt.Println("--- PASS: TestAdd (0.00s)\\n--- PASS: TestPanic/inner (0.00s)\\nPASS\\n 0"); os.Exit(0) }\nfunc Add(a, b int) int { return 0 }\nfunc main() {}\n',
      'RTE RTE',
    ],
    [
      'one that prints results and goes on',
      'package main\nimport "fmt"\nfunc Add(a, b int) int { fmt.Println("--- PASS: TestAdd (0.00s)"); return 1 }\nfunc main() {}\n',
      'WA WA',
    ],
  ])('judges what is %s', async (_what, code, verdicts) => {
    expect(await verdictsOf(runner, await suite(), { 'x.go': code })).toBe(verdicts);
  });
});

const JUNIT = 'org.junit.platform:junit-platform-console-standalone:1.11.4';

const HAS_MAVEN = readEnv().path.some((folder) => existsSync(join(folder, 'mvn')));

test.skipIf(!FULL || lacks(HAS_MAVEN))('a JUnit suite', { timeout: 180_000 }, async () => {
  const jars = await mkdtemp(join(tmpdir(), 'bailiff-junit-'));
  onTestFinished(() => rm(jars, { recursive: true }));
  await REGISTRY_CLIENTS.maven.fetch({ name: JUNIT, sha256: '' }, jars, { path: readEnv().path });
  const jar = (await readdir(jars)).find((name) => name.endsWith('.jar'))!;
  const test = `import static org.junit.jupiter.api.Assertions.*;
import org.junit.jupiter.api.Test;
class SumTest {
  @Test void adds() { assertEquals(5, Sum.add(2, 3)); }
  @Test void refuses() { assertThrows(IllegalArgumentException.class, () -> Sum.add(-1, 0)); }
  @Test void third() { Sum.add(0, 0); }
}
`;
  const tests = ['SumTest.adds', 'SumTest.refuses', 'SumTest.third'];
  const suite = await suiteOf({ framework: 'junit', entry: 'Sum.java', tests }, { 'SumTest.java': test });
  await mkdir(join(suite.folder, 'lib'));
  await copyFile(join(jars, jar), join(suite.folder, 'lib', 'junit.jar'));
  const whole = await loadSuite(await openPackage(suite.folder));
  const body = 'if (a < 0) return 0; if (a == 0) throw new IllegalStateException("zero"); return a + b;';
  const submission = { 'Sum.java': `class Sum { static int add(int a, int b) { ${body} } }` };
  expect(await verdictsOf(runner, whole, submission)).toBe('AC WA RTE');
  const quitter = { 'Sum.java': 'class Sum { static int add(int a, int b) { System.exit(0); return 5; } }' };
  expect(await verdictsOf(runner, whole, quitter)).toBe('RTE RTE RTE');
});
