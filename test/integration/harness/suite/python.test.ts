import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../../lib/index.js';
import { ownUids } from '../../../support/runners.js';
import { judge, suiteOf, verdictsOf } from './suites.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const UNITTEST = {
  framework: 'unittest',
  entry: 'solution.py',
  tests: ['test_sum.Sum.test_small', 'test_sum.Sum.test_text', 'test_sum.Sum.test_error'],
};
const TEST_SUM = `import unittest
import solution
from solution import add

class Sum(unittest.TestCase):
    def test_small(self):
        self.assertEqual(add(2, 3), 5)
        self.assertEqual(solution.add([1], [2]), [1, 2])
        counter = solution.Counter()
        counter.up(by=3)
        self.assertEqual(counter.value, 3)

    def test_text(self):
        self.assertEqual(add("a", "é"), "aé")
        self.assertEqual(add((1, 2.5), (None, b"x")), (1, 2.5, None, b"x"))

    def test_error(self):
        with self.assertRaises(TypeError):
            add(1, "x")
`;
const GOOD = `class Counter:
    def __init__(self):
        self.value = 0
    def up(self, by=1):
        self.value += by

def add(a, b):
    print("chatter")
    return a + b
`;
const EQUAL_TO_ALL = `class Anything:
    def __eq__(self, other): return True
    def __add__(self, other): return self
class Counter:
    value = Anything()
    def up(self, by=1): pass
def add(a, b): return Anything()
`;
const PATCHED = `import unittest
unittest.TestCase.assertEqual = lambda *a, **k: None
unittest.TestCase.assertRaises = unittest.TestCase.subTest
class Counter:
    value = 1
    def up(self, by=1): pass
def add(a, b): return 0
`;
const FORGED = `import atexit, json, os
report = json.dumps({"nonce": "0" * 32, "complete": True, "results": {name: {"state": "passed", "message": "", "ms": 1} for name in
  ["test_sum.Sum.test_small", "test_sum.Sum.test_text", "test_sum.Sum.test_error"]}})
open("/box/bailiff-report.json", "w").write(report)
print(report)
os._exit(0)
`;
const FRAMES = `import sys
class Counter:
    value = 3
    def up(self, by=1): pass
def add(a, b):
    frame = sys._getframe()
    while frame:
        if "self" in frame.f_locals and hasattr(frame.f_locals["self"], "assertEqual"):
            frame.f_locals["self"].assertEqual = lambda *a: None
            return 0
        frame = frame.f_back
    return 0
`;

describe.each(['process', 'same-process'])('a unittest suite, level %s', (level) => {
  const suite = () => suiteOf({ ...UNITTEST, level }, { 'test_sum.py': TEST_SUM });

  test('accepts what is right', async () => {
    expect(await verdictsOf(runner, await suite(), { 'anything.py': GOOD })).toBe('AC AC AC');
  });

  test('tells a wrong answer from an error', async () => {
    const wrong = GOOD.replace('return a + b', 'return a - b if type(a) is int else 1 / 0');
    expect(await verdictsOf(runner, await suite(), { 's.py': wrong })).toBe('WA RTE AC');
  });

  test.each([
    ['ends the process before the tests', 'import os\nos._exit(0)\n'],
    ['exits politely', 'import sys\nsys.exit(0)\n'],
    ['writes and prints a report of its own', FORGED],
    ['does not parse', 'def add(:\n'],
  ])('gives nothing to one that %s', async (_what, code) => {
    expect(await verdictsOf(runner, await suite(), { 's.py': code })).not.toContain('AC');
  });

  test('runs its own tests, not those that a submission brings', async () => {
    const submission = {
      'solution.py': 'class Counter:\n    pass\ndef add(a, b): return 0\n',
      'test_sum.py':
        'import unittest\nclass Sum(unittest.TestCase):\n    def test_small(self): pass\n    test_text = test_error = test_small\n',
      'sitecustomize.py': 'import unittest\nunittest.TestCase.assertEqual = print\n',
      'unittest.py': 'raise SystemExit(0)\n',
      'conftest.py': 'raise SystemExit(0)\n',
    };
    expect(await verdictsOf(runner, await suite(), submission)).not.toContain('AC');
  });

  test('calls an endless loop by its name', async () => {
    expect(await verdictsOf(runner, await suite(), { 's.py': 'while True:\n    pass\n' })).toMatch(/TLE/);
  });
});

describe('a unittest suite apart from the submission', () => {
  const suite = () => suiteOf({ ...UNITTEST, level: 'process' }, { 'test_sum.py': TEST_SUM });

  test.each([
    ['is equal to everything', EQUAL_TO_ALL],
    ['patches unittest', PATCHED],
    ['looks into the frames above it', FRAMES],
  ])('is not fooled by one that %s', async (_what, code) => {
    const verdicts = (await verdictsOf(runner, await suite(), { 's.py': code })).split(' ');
    expect(verdicts.slice(0, 2)).not.toContain('AC');
  });
});

describe.each(['process', 'same-process'])(
  'a suite whose submission fails when it is imported, level %s',
  (level) => {
    test('says why of every test', async () => {
      const suite = await suiteOf({ ...UNITTEST, level }, { 'test_sum.py': TEST_SUM });
      const outcome = await judge(runner, suite, { 's.py': 'raise RuntimeError("boom")\n' });
      const cases = outcome.status === 'judged' ? outcome.cases : [];
      expect(cases.map(({ verdict, message }) => [verdict, message])).toEqual(
        UNITTEST.tests.map(() => ['RTE', 'RuntimeError: boom']),
      );
      for (const { usage } of cases) expect(usage!.memoryBytes).toBeGreaterThan(2 ** 20);
    });
  },
);
