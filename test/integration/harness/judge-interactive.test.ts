import { afterAll, describe, expect, test } from 'vitest';
import type { Tool } from '../../../harness/checkers/checker.js';
import type { Problem } from '../../../harness/problem/problem.js';
import { JudgeRoom } from '../../support/judging.js';

const room = new JudgeRoom();
afterAll(() => room[Symbol.asyncDispose]());

/** Guess a number of 1 to 100 by `<`, `>`, `=`; at most ten guesses. */
const GUESSING = `
import sys
secret = int(open(sys.argv[1]).read())
def leave(name, text):
    with open(sys.argv[3] + name, 'w') as file: file.write(text)
for turn in range(10):
    line = sys.stdin.readline()
    if not line: leave('judgemessage.txt', 'ended early'); sys.exit(43)
    guess = int(line)
    print('=' if guess == secret else '<' if guess < secret else '>', flush=True)
    if guess == secret: sys.exit(42)
leave('judgemessage.txt', 'too many guesses')
sys.exit(43)
`;

const BISECT = `
low, high = 1, 100
while True:
    guess = (low + high) // 2
    print(guess, flush=True)
    said = input()
    if said == '=': break
    if said == '<': low = guess + 1
    else: high = guess - 1
`;

const python = (code: string) => room.tool('interactor.py', 'python', { 'interactor.py': code });

async function guessing(tool: Tool, more: Partial<Problem['limits']> = {}): Promise<Problem> {
  return room.problem({
    cases: { one: { input: '42', answer: '' } },
    checker: { kind: 'validator', tool, args: [] },
    task: { kind: 'interactive', protocol: 'validator', passes: 1 },
    limits: { validationMs: 1_000, ...more },
  });
}

async function talk(interactor: string, code: string, timeMs = 500) {
  const problem = await guessing(await python(interactor));
  return (await room.judge(problem, { 'main.py': code }, { timeMs })).cases[0]!;
}

const WAIT = 'import time\ntime.sleep(60)\n';
const SPIN = 'while True: pass\n';
const WRONG_FIRST = 'import sys\nsys.exit(43)\n';
const RIGHT_FIRST = 'import sys\nsys.exit(42)\n';

describe('an interaction with a validator', () => {
  test('is judged by it, with the transcript when asked for', async () => {
    const problem = await guessing(await python(GUESSING));
    const good = await room.judge(problem, { 'main.py': BISECT }, { excerpts: true });
    expect(good.cases[0]).toMatchObject({
      verdict: 'AC',
      evidence: { ending: 'exited 0', interactor: 'exited 42' },
    });
    expect(good.cases[0]!.transcript!.text).toMatch(/^> 50\n< >\n> 25\n< <\n/);
    const poor = await room.judge(problem, {
      'main.py': 'for i in range(50):\n    print(1, flush=True)\n    input()\n',
    });
    expect(poor.cases[0]).toMatchObject({ verdict: 'WA', message: 'too many guesses' });
  });

  test.each([
    ['rejects first, then the submission crashes on EOF', WRONG_FIRST, 'input()\n', 'WA'],
    [
      'rejects first, then the submission gets SIGPIPE',
      WRONG_FIRST,
      'import time, signal\nsignal.signal(signal.SIGPIPE, signal.SIG_DFL)\ntime.sleep(0.3)\nprint(1, flush=True)\n',
      'WA',
    ],
    ['rejects first, then the submission burns past the limit', WRONG_FIRST, SPIN, 'WA'],
    ['rejects after the submission ended well', GUESSING, 'print(1, flush=True)\n', 'WA'],
    ['rejects after the submission crashed', GUESSING, 'raise SystemExit(3)\n', 'RTE'],
    [
      'accepts first, then the submission crashes',
      RIGHT_FIRST,
      'import time\ntime.sleep(0.3)\nraise SystemExit(3)\n',
      'RTE',
    ],
    ['accepts first, then the submission burns past the limit', RIGHT_FIRST, SPIN, 'TLE'],
    ['waits for ever, and so does the submission', WAIT, 'input()\n', 'TLE'],
    ['crashes', 'import os\nos.abort()\n', 'input()\n', 'JE'],
    ['ends with 0', 'pass\n', 'pass\n', 'JE'],
    ['computes for ever', SPIN, 'input()\n', 'JE'],
    ['waits for ever after the submission ended well', WAIT, 'pass\n', 'JE'],
    ['floods, and the submission never reads', "while True: print('x' * 1000)\n", WAIT, 'TLE'],
    [
      'floods, and the submission ends well',
      "import signal\nsignal.signal(signal.SIGPIPE, signal.SIG_DFL)\nwhile True: print('x' * 1000)\n",
      'input()\n',
      'WA',
    ],
  ])('that %s', async (_name, interactor, code, verdict) => {
    const found = await talk(interactor, code);
    expect([found.verdict, found.message]).toEqual([verdict, expect.anything()]);
    if (verdict === 'JE') expect(found.message).toMatch(/interactor/);
  });

  test('says of a deadlock that both wait', async () => {
    expect((await talk(GUESSING, 'input()\n')).message).toMatch(/it and the interactor wait for each other$/);
  });

  test('may have several passes, each with what the one before left', async () => {
    const tool = await python(`
import os, sys
kept, again = sys.argv[3] + 'kept', sys.argv[3] + 'nextpass.in'
if not os.path.exists(kept):
    print('one', flush=True)
    open(kept, 'w').write(sys.stdin.readline().strip())
    open(again, 'w').write('two')
    sys.exit(42)
print(open(sys.argv[1]).read(), open(kept).read(), flush=True)
sys.exit(42 if sys.stdin.readline().strip() == 'two 7' else 43)
`);
    const problem = await guessing(tool);
    const twice = { ...problem, task: { kind: 'interactive', protocol: 'validator', passes: 2 } as const };
    const answering = (said: string) =>
      `line = input()\nprint(7 if line == 'one' else ${said}, flush=True)\n`;
    const right = await room.judge(twice, { 'main.py': answering('line') });
    expect(right.cases[0]).toMatchObject({ verdict: 'AC', passes: 2 });
    const wrong = await room.judge(twice, { 'main.py': answering("'no'") });
    expect(wrong.cases[0]).toMatchObject({ verdict: 'WA', passes: 2 });
  });

  test('that does not compile or cannot be started is JE', async () => {
    const broken = await room.tool('interactor.c', 'c', { 'interactor.c': 'int main( {\n' });
    const report = await room.judge(await guessing(broken), { 'main.py': BISECT });
    expect(report.cases[0]).toMatchObject({
      verdict: 'JE',
      message: expect.stringMatching(/"interactor.c" does not compile/),
    });
    const none = await room.tool('own', 'executable', { run: '#!/nonexistent\n' });
    const missing = await room.judge(await guessing(none), { 'main.py': BISECT });
    expect(missing.cases[0]).toMatchObject({
      verdict: 'JE',
      message: expect.stringMatching(/"own" cannot be used/),
    });
  });
});

describe('an interaction with a testlib interactor', () => {
  const INTERACTOR = `
import sys
line = sys.stdin.readline()
open(sys.argv[2], 'w').write(line)
sys.stderr.write('said\\n')
sys.exit(int(open(sys.argv[1]).read()))
`;
  const same = () =>
    room.tool('check.py', 'python', {
      'check.py':
        'import sys\nsys.exit(open(sys.argv[2]).read().split() != open(sys.argv[3]).read().split())\n',
    });

  test.each([
    ['0', 'print(5)\n', 'AC'],
    ['0', 'print(6)\n', 'WA'],
    ['1', 'print(5)\n', 'WA'],
    ['3', 'print(5)\n', 'JE'],
  ])('that ends with %s: what it wrote is judged by the checker', async (input, code, verdict) => {
    const problem = await room.problem({
      cases: { one: { input, answer: '5' } },
      checker: { kind: 'testlib', tool: await same(), args: [] },
      task: { kind: 'interactive', protocol: 'testlib', interactor: await python(INTERACTOR), passes: 1 },
    });
    expect((await room.judge(problem, { 'main.py': code })).verdict).toBe(verdict);
  });
});
