import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../../../lib/env.js';
import { createRunner, type Runner } from '../../../../lib/index.js';
import { createLayer, type LayerList, loadInventory } from '../../../../toolchains/index.js';
import { FULL } from '../../../support/how-much.js';
import { type OwnHome, openOwnHome } from '../../../support/own-home.js';
import { lacks } from '../../../support/requirements.js';
import { ownUids } from '../../../support/runners.js';
import { FORGERIES } from './forgeries.js';
import { judge, suiteOf, verdictsOf } from './suites.js';

const TESTS = `describe('add', () => {
  it('numbers', () => expect(add(2, 3)).toBe(5));
  it('lists', () => expect(add([1], [2])).toEqual([1, 2]));
});
it('rejects', async () => { await expect(later(-1)).rejects.toThrow(RangeError); });
`;
const IMPORT = `import { add, later } from './solution.mjs';\n`;
const GOOD = `export const add = (a, b) => { console.log('chatter'); return Array.isArray(a) ? [...a, ...b] : a + b; };
export async function later(n) { if (n < 0) throw new RangeError('negative'); return n; }
`;
const STEERING = {
  'solution.mjs': 'export const add = () => 0;\nexport const later = async () => 0;\n',
  'sum.test.mjs': `import { it } from 'vitest';\nit('rejects', () => {});\n`,
  'vitest.config.mjs': `export default { test: { setupFiles: ['./setup.mjs'] } };\n`,
  'jest.config.js': `module.exports = { setupFiles: ['./setup.mjs'] };\n`,
  'package.json': '{"jest":{"setupFiles":["./setup.mjs"]}}',
  'setup.mjs': 'process.exit(0);\n',
};

let own: OwnHome;
let runner: Runner;
beforeAll(async () => {
  own = await openOwnHome();
  runner = createRunner({ uids: ownUids(), home: own.path });
});
afterAll(async () => {
  await runner?.close();
  await own?.[Symbol.asyncDispose]();
});

async function layer(name: string, list: LayerList): Promise<void> {
  const inventory = await loadInventory({ path: readEnv().path, home: own.path });
  const toolchain = inventory.find(({ recipe }) => recipe.name === list.kind)!;
  await createLayer(name, list, toolchain, { home: own.path, path: readEnv().path });
}

describe.skipIf(!FULL).each(['vitest', 'jest'])('a %s suite', (framework) => {
  const from = framework === 'vitest' ? `import { describe, expect, it } from 'vitest';\n` : '';
  const suite = () =>
    suiteOf(
      {
        framework,
        entry: 'solution.mjs',
        files: ['sum.test.mjs'],
        tests: ['add > numbers', 'add > lists', 'rejects'],
      },
      { 'sum.test.mjs': from + IMPORT + TESTS },
    );

  test('names the command that makes its layer, then runs with it', { timeout: 180_000 }, async () => {
    await expect(verdictsOf(runner, await suite(), { 'x.mjs': GOOD })).rejects.toThrow(
      `run: bailiff layer create ${framework} --javascript package.json`,
    );
    await layer(framework, {
      kind: 'javascript',
      text: JSON.stringify({ dependencies: { [framework]: '*' } }),
    });
    expect(await verdictsOf(runner, await suite(), { 'x.mjs': GOOD })).toBe('AC AC AC');
  });

  test('tells a wrong answer from an error', async () => {
    const wrong = GOOD.replace('a + b', 'a - b').replace('[...a, ...b]', 'a.nothing()');
    expect(await verdictsOf(runner, await suite(), { 'x.mjs': wrong })).toBe('WA RTE AC');
  });

  test.each([
    ...Object.entries(FORGERIES).map(([what, code]) => [what, { 'x.mjs': code }] as const),
    ['brings tests and settings', STEERING],
  ] as const)('gives nothing to one that %s', async (_what, files) => {
    expect(await verdictsOf(runner, await suite(), files)).not.toContain('AC');
  });

  test('calls an endless loop by its name', async () => {
    expect(await verdictsOf(runner, await suite(), { 'x.mjs': `while (true);\n${GOOD}` })).toBe(
      'TLE TLE TLE',
    );
  });

  test.each([
    ["throw new Error('boom');", /^Error: boom$/],
    ["throw 'no error';", /no error/],
    ['export const = 1;', /(Parse|Syntax)\w* ?\w*: .*[Uu]nexpected token/],
    ["import 'gone';", /Cannot find (package|module) 'gone'/],
  ])('says of every test why it did not run: %s', async (line, reason) => {
    const outcome = await judge(runner, await suite(), { 'x.mjs': `${line}\n${GOOD}` });
    const cases = outcome.status === 'judged' ? outcome.cases : [];
    expect(cases.map(({ verdict, message }) => [verdict, message])).toEqual(
      ['add > numbers', 'add > lists', 'rejects'].map(() => ['RTE', expect.stringMatching(reason)]),
    );
  });
});

const PYTEST = `import pytest
from solution import double

@pytest.mark.parametrize("n", [1, 2])
def test_double(n):
    assert double(n) == 2 * n

def test_text():
    with pytest.raises(TypeError):
        double(None)
`;

/** What a student would put into a wrong submission of Python, by what it does. */
const PYTHON_FORGERIES = {
  'exits at once': 'import os\nos._exit(0)\n',
  'exits politely': 'raise SystemExit(0)\n',
  'throws what is no exception of theirs': 'class Odd(BaseException): pass\nraise Odd()\n',
  'does not parse': 'def double(:\n',
  'leaves a report and exits': `import json, os
ids = ["test_double.py::test_double[1]", "test_double.py::test_double[2]", "test_double.py::test_text"]
results = {each: {"state": "passed", "message": "", "ms": 1} for each in ids}
for path in ("/box/bailiff-report.json", "/box/bailiff-report.json.part"):
    with open(path, "w") as file:
        json.dump({"nonce": "0" * 32, "complete": True, "results": results}, file)
os._exit(0)
`,
  'rewrites what others write': `import json, os
dumps, write = json.dumps, os.write
json.dumps = lambda *a, **k: dumps(*a, **k).replace("failed", "passed").replace("error", "passed")
os.write = lambda to, text: write(to, text.replace(b"failed", b"passed").replace(b"error", b"passed"))
def double(n): return 0
`,
  'replaces the functions of pytest': `import pytest
pytest.raises = pytest.fail = lambda *a, **k: None
pytest.mark = None
def double(n): return 0
`,
};

describe('a pytest suite', () => {
  const tests = [
    'test_double.py::test_double[1]',
    'test_double.py::test_double[2]',
    'test_double.py::test_text',
  ];
  let unmade: unknown;
  beforeAll(async () => {
    await layer('pytest', { kind: 'python', text: 'pytest\n' }).catch((error) => {
      unmade = error;
    });
  }, 120_000);

  test.for(['process', 'same-process'])('runs with a layer, level %s', async (level, { skip }) => {
    skip(lacks(unmade === undefined), String(unmade)); // no network
    const yaml = { framework: 'pytest', entry: 'solution.py', libraries: ['pytest'], level, tests };
    const suite = await suiteOf(yaml, { 'test_double.py': PYTEST });
    const wrong = 'def double(n):\n    return n * 2 if n != 2 else 5\n';
    expect(await verdictsOf(runner, suite, { 's.py': wrong })).toBe('AC WA AC');
  });

  test.for(
    ['process', 'same-process'].flatMap((level) =>
      Object.entries(PYTHON_FORGERIES).map(([what, code]) => ({ level, what, code })),
    ),
  )('level $level, gives nothing to one that $what', async ({ level, code }, { skip }) => {
    skip(lacks(unmade === undefined), String(unmade));
    const yaml = { framework: 'pytest', entry: 'solution.py', libraries: ['pytest'], level, tests };
    const suite = await suiteOf(yaml, { 'test_double.py': PYTEST });
    expect(await verdictsOf(runner, suite, { 's.py': code })).not.toContain('AC');
  });

  test.for(['process', 'same-process'])('says why it did not run, level %s', async (level, { skip }) => {
    skip(lacks(unmade === undefined), String(unmade));
    const yaml = { framework: 'pytest', entry: 'solution.py', libraries: ['pytest'], level, tests };
    const suite = await suiteOf(yaml, { 'test_double.py': PYTEST });
    const outcome = await judge(runner, suite, { 's.py': 'raise RuntimeError("boom")\n' });
    const cases = outcome.status === 'judged' ? outcome.cases : [];
    expect(cases.map(({ verdict, message }) => [verdict, message])).toEqual(
      tests.map(() => ['RTE', 'RuntimeError: boom']),
    );
  });
});
