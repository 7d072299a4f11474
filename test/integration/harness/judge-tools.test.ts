import { afterAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../harness/checkers/checker.js';
import { JudgeRoom } from '../../support/judging.js';

const room = new JudgeRoom();
afterAll(() => room[Symbol.asyncDispose]());

const ECHO = 'import sys\nsys.stdout.write(sys.stdin.read())\n';
const python = (code: string, name = 'check.py') =>
  room.tool(`output_validator/${name}`, 'python', { [name]: code });

/** A validator that compares by tokens, then does what is asked. */
const validator = (after: string) => `
import sys
given, expected, folder = sys.argv[1:4]
same = sys.stdin.read().split() == open(expected).read().split()
def leave(name, text):
    with open(folder + name, 'w') as file: file.write(text)
${after}
sys.exit(42 if same else 43)
`;

async function judgeBy(tool: Tool, input: string, answer: string, args: readonly string[] = []) {
  const problem = await room.problem({
    cases: { one: { input, answer } },
    checker: { kind: 'validator', tool, args },
  });
  const report = await room.judge(problem, { 'main.py': ECHO });
  return report.cases[0]!;
}

describe('output validators', () => {
  test('accept with 42 and reject with 43, with messages for judges and teams', async () => {
    const tool = await python(
      validator("leave('judgemessage.txt', 'line 1\\nline 2\\n')\nleave('teammessage.txt', 'hm')"),
    );
    expect(await judgeBy(tool, '1 2', '1  2\n')).toMatchObject({ verdict: 'AC' });
    expect(await judgeBy(tool, '1 2', '1 3')).toMatchObject({
      verdict: 'WA',
      message: 'line 1; line 2',
      teamMessage: 'hm',
    });
  });

  test('get their arguments, and constants of the problem in their sources', async () => {
    const tool = await python("import sys\nsys.exit({{good}} if sys.argv[4:] == ['a', 'b c'] else 43)\n");
    const problem = await room.problem({
      cases: { one: { input: '', answer: '' } },
      checker: { kind: 'validator', tool, args: ['a', 'b c'] },
      sources: { constants: { good: '42' } },
    });
    expect((await room.judge(problem, { 'main.py': ECHO })).verdict).toBe('AC');
  });

  test('read inputs, answers and outputs of megabytes', async () => {
    const large = '0123456789\n'.repeat(300_000);
    expect(await judgeBy(await python(validator('')), large, large)).toMatchObject({
      verdict: 'AC',
      message: '',
    });
  });

  test('may be written in C, or bring their own build', async () => {
    const c = await room.tool('validate.c', 'c', { 'validate.c': 'int main(void) { return 42; }\n' });
    expect(await judgeBy(c, '', '')).toMatchObject({ verdict: 'AC' });
    const build = await room.tool('output_validators/own', 'build', {
      build:
        '#!/bin/bash\ngcc -o compiled check.c && printf \'#!/bin/bash\\nexec "$(dirname "$0")/compiled" "$@"\\n\' > run && chmod +x run\n',
      'check.c':
        '#include <stdio.h>\nint main(int n, char **a) { return n == 4 && fopen(a[1], "r") ? 42 : 43; }\n',
    });
    expect(await judgeBy(build, '', '')).toMatchObject({ verdict: 'AC', message: '' });
    const script = await room.tool('output_validators/script', 'executable', {
      run: '#!/bin/bash\nexit 43\n',
    });
    expect(await judgeBy(script, '', '')).toMatchObject({ verdict: 'WA' });
  });

  test.each([
    ["leave('score.txt', '7.5')", { verdict: 'AC', score: 7.5, maxScore: 10 }],
    ["leave('score_multiplier.txt', ' 0.5\\n')", { verdict: 'AC', score: 5, maxScore: 10 }],
    ["leave('score.txt', '11')", { verdict: 'JE' }],
    ["leave('score.txt', 'many')", { verdict: 'JE', message: expect.stringMatching(/check.py.*score.txt/) }],
    ["leave('score_multiplier.txt', '1.5')", { verdict: 'JE' }],
    ["leave('score.txt', '1')\nleave('score_multiplier.txt', '1')", { verdict: 'JE' }],
    ["leave('score.txt', '1')\nsame = False", { verdict: 'JE' }],
  ])('give scores by files: %j', async (after, expected) => {
    const tool = await python(validator(after));
    const base = await room.problem({
      cases: { one: { input: '1', answer: '1' } },
      type: 'scoring',
      checker: { kind: 'validator', tool, args: [] },
    });
    const score = { accepted: 10, rejected: 0, byChecker: true, max: 10 };
    const problem = {
      ...base,
      root: {
        ...base.root,
        members: [{ kind: 'case' as const, name: 'one', score }],
        rule: { ...base.root.rule, score: { kind: 'sum' as const } },
      },
    };
    expect((await room.judge(problem, { 'main.py': ECHO })).cases[0]).toMatchObject(expected);
  });

  test.each([
    ['crash', 'import os\nos.abort()\n', /"output_validator\/crash.py" was ended by SIGABRT/],
    ['zero', 'pass\n', /"output_validator\/zero.py" ended with exit code 0, not 42 or 43/],
    ['error', 'raise ValueError("broken inside")\n', /exit code 1, not 42 or 43: .*broken inside/],
    ['hang', 'import time\ntime.sleep(99)\n', /"output_validator\/hang.py" exceeded its wall limit/],
    ['spin', 'while True: pass\n', /"output_validator\/spin.py" exceeded its cpu limit/],
    ['flood', "while True: print('x' * 10000)\n", /"output_validator\/flood.py" exceeded its output limit/],
    [
      'hog',
      'x = []\nwhile True: x.append(bytearray(1 << 20))\n',
      /"output_validator\/hog.py" exceeded its memory limit/,
    ],
    ['broken', 'def x(:\n', /"output_validator\/broken.py" ended with exit code 1/],
  ])('that %s are JE, named, and nobody else is to blame', async (name, code, message) => {
    const limits = { validationMs: 500, validationMemoryBytes: 64 * 2 ** 20 };
    const problem = await room.problem({
      cases: { one: { input: '', answer: '' } },
      checker: { kind: 'validator', tool: await python(code, `${name}.py`), args: [] },
      limits,
    });
    const report = await room.judge(problem, { 'main.py': ECHO });
    expect(report.verdict).toBe('JE');
    expect(report.cases[0]!.message).toMatch(message);
    const crashing = await room.judge(problem, { 'main.py': 'raise SystemExit(1)\n' });
    expect(crashing.verdict).toBe('RTE');
  });

  test('that do not compile are JE on each case, with the message of the compiler', async () => {
    const tool = await room.tool('broken.c', 'c', { 'broken.c': 'int main( {\n' });
    const problem = await room.problem({
      cases: { one: { answer: '' }, two: { answer: '' } },
      checker: { kind: 'validator', tool, args: [] },
    });
    const report = await room.judge(problem, { 'main.py': ECHO });
    expect(report.cases.map(({ verdict }) => verdict)).toEqual(['JE', 'JE']);
    expect(report.cases[0]!.message).toMatch(/"broken.c" does not compile: [\s\S]*error/);
  });

  test('that bring no program are JE', async () => {
    const tool = await room.tool('own', 'build', { build: '#!/bin/bash\ntouch else\n' });
    expect(await judgeBy(tool, '', '')).toMatchObject({
      verdict: 'JE',
      message: expect.stringMatching(/"own" cannot be used/),
    });
  });

  test('may leave messages of any length, and text that no terminal likes: bounded and printable', async () => {
    const tool = await python(validator("leave('judgemessage.txt', '\\x1b[31m' + 'x' * 5000000)"));
    const { verdict, message } = await judgeBy(tool, '1', '1');
    expect(verdict).toBe('AC');
    expect(message.length).toBeLessThan(5_000);
    expect(message).toMatch(/^\\x1b\[31mxxx/);
  });

  test('may leave links, folders and devices instead of files: JE, and nothing is read through them', async () => {
    const tool = await python(validator("import os\nos.symlink('/etc/passwd', folder + 'judgemessage.txt')"));
    expect(await judgeBy(tool, '1', '1')).toMatchObject({ verdict: 'JE' });
  });
});

describe('testlib checkers', () => {
  const testlib = (code: number, message: string) =>
    python(
      `import sys\nopen(sys.argv[1]), open(sys.argv[2]), open(sys.argv[3])\nsys.stderr.write('${message}\\n')\nsys.exit(${code})\n`,
    );

  test.each([
    [0, 'ok 1 token', { verdict: 'AC', message: 'ok 1 token' }],
    [1, 'wrong answer', { verdict: 'WA', message: 'wrong answer' }],
    [2, 'wrong output format', { verdict: 'WA' }],
    [8, 'unexpected eof', { verdict: 'WA' }],
    [3, 'FAIL no answer', { verdict: 'JE', message: expect.stringMatching(/FAIL no answer/) }],
    [7, 'points 4.5 well', { verdict: 'PAC' }],
    [7, 'points', { verdict: 'JE' }],
    [30, 'partially correct (30) so so', { verdict: 'PAC' }],
    [80, 'partially correct (30) so so', { verdict: 'PAC' }],
    [31, 'partially correct (30) so so', { verdict: 'JE' }],
    [42, 'ok', { verdict: 'JE' }],
  ])('end with %i, saying %j', async (code, message, expected) => {
    const base = await room.problem({
      cases: { one: { input: '1', answer: '1' } },
      type: 'scoring',
      checker: { kind: 'testlib', tool: await testlib(code, message), args: [] },
    });
    const score = { accepted: 10, rejected: 0, byChecker: true, max: 10 };
    const root = { ...base.root, members: [{ kind: 'case' as const, name: 'one', score }] };
    const report = await room.judge({ ...base, root }, { 'main.py': ECHO });
    expect(report.cases[0]).toMatchObject(expected);
  });

  test('read outputs of megabytes as files', async () => {
    const large = 'x'.repeat(3_000_000);
    const same = await python('import sys\nsys.exit(open(sys.argv[2]).read() != open(sys.argv[3]).read())\n');
    const problem = await room.problem({
      cases: { one: { input: large, answer: large } },
      checker: { kind: 'testlib', tool: same, args: [] },
    });
    expect((await room.judge(problem, { 'main.py': ECHO })).verdict).toBe('AC');
  });
});

test('special judges read input, answer, output: 0 accepts', async () => {
  const tool = await python(
    "import sys\nsys.exit([open(name).read() for name in sys.argv[1:4]] != ['in', 'ans', 'in'])\n",
  );
  const problem = await room.problem({
    cases: { good: { input: 'in', answer: 'ans' }, bad: { input: 'in', answer: 'else' } },
    checker: { kind: 'spj', tool },
  });
  const report = await room.judge(problem, { 'main.py': ECHO }, { all: true });
  expect(report.cases.map(({ verdict }) => verdict)).toEqual(['AC', 'WA']);
});

test('of several checkers the first that does not accept decides', async () => {
  const accept = await python('import sys\nsys.exit(42)\n', 'accept.py');
  const reject = await python(
    "import sys\nopen(sys.argv[3] + 'judgemessage.txt', 'w').write('no')\nsys.exit(43)\n",
    'reject.py',
  );
  const checkers = [accept, reject].map((tool) => ({ kind: 'validator' as const, tool, args: [] }));
  const problem = await room.problem({ cases: { one: { answer: '' } }, checker: { kind: 'all', checkers } });
  expect((await room.judge(problem, { 'main.py': ECHO })).cases[0]).toMatchObject({
    verdict: 'WA',
    message: 'no',
  });
});

test('a function that throws is JE, named', async () => {
  const check = () => {
    throw new Error('broken inside');
  };
  const problem = await room.problem({
    cases: { one: { answer: '' } },
    checker: { kind: 'function', name: 'mine', check },
  });
  expect((await room.judge(problem, { 'main.py': ECHO })).cases[0]).toMatchObject({
    verdict: 'JE',
    message: 'checker "mine" threw: broken inside',
  });
});

test('a function that never answers is JE, named', async () => {
  const problem = await room.problem({
    cases: { one: { answer: '' } },
    checker: { kind: 'function', name: 'mine', check: () => new Promise<boolean>(() => undefined) },
    limits: { validationMs: 50 },
  });
  expect((await room.judge(problem, { 'main.py': ECHO })).cases[0]).toMatchObject({
    verdict: 'JE',
    message: 'checker "mine" has not answered for 1.15 s',
  });
});

describe('cheats', () => {
  test('neither data of any case, nor the checker, nor its folder is to be seen by a submission', async () => {
    const tool = await python(validator(''), 'secret_checker.py');
    const problem = await room.problem({
      cases: { one: { input: 'x', answer: 'THE-ANSWER' } },
      checker: { kind: 'validator', tool, args: [] },
    });
    const spy = `
import os
found = []
for top in ('/box', '/in', '/tmp', '/home', '/root', '/var', '/work', '/dev/shm'):
    for folder, _, names in os.walk(top):
        for name in names:
            try:
                with open(os.path.join(folder, name), 'rb') as file:
                    if b'THE-' b'ANSWER' in file.read(4096): found.append(name)
            except OSError: pass
            if 'secret_checker' in name or name.endswith('.ans'): found.append(name)
print('THE-' + 'ANSWER' if found else 'nothing')
`;
    const report = await room.judge(problem, { 'main.py': spy }, { excerpts: true, timeMs: 20_000 });
    expect(report.cases[0]).toMatchObject({ verdict: 'WA', output: { text: 'nothing\n' } });
  });

  test('files that steer an interpreter do not reach the checker', async () => {
    const tool = await python(validator(''));
    const problem = await room.problem({
      cases: { one: { input: 'a', answer: 'b' } },
      checker: { kind: 'validator', tool, args: [] },
    });
    const forge = 'import os\nos._exit(42)\n';
    const report = await room.judge(problem, {
      'main.py':
        "import os\nfor name in ('check.py', 'sitecustomize.py', 'case/answer', 'feedback/score.txt'):\n    os.makedirs(os.path.dirname(name) or '.', exist_ok=True)\n    open(name, 'w').write('import os\\nos._exit(42)\\n')\nprint('AC 42 partial 1/1')\n",
      'sitecustomize.py': '',
      'check.py': forge,
      'usercustomize.py': forge,
    });
    expect(report.verdict).toBe('WA');
  });
});

test.each<[string, unknown]>([
  ['a text', 'AC'],
  ['nothing', undefined],
  ['a verdict that there is not', { verdict: 'OK', message: '' }],
  ['a fraction above 1', { verdict: 'AC', fraction: 2 }],
])('a function that says %s is JE, named', async (_, said) => {
  const problem = await room.problem({
    cases: { one: { answer: '' } },
    checker: { kind: 'function', name: 'mine', check: () => said as boolean },
  });
  expect((await room.judge(problem, { 'main.py': ECHO })).cases[0]).toMatchObject({
    verdict: 'JE',
    message: expect.stringContaining('checker "mine" gave no opinion: wanted true'),
  });
});
