import { afterAll, expect, test } from 'vitest';
import { JudgeRoom } from '../../support/judging.js';

const room = new JudgeRoom();
afterAll(() => room[Symbol.asyncDispose]());

/** Each pass the submission must add one to what it read; the validator asks again up to the number in the input. */
const COUNTING = `
import os, sys
folder = sys.argv[3]
def leave(name, text):
    with open(folder + name, 'w') as file: file.write(text)
last, said = int(open(sys.argv[1]).read()), int(sys.stdin.read())
seen = open(folder + 'seen').read() if os.path.exists(folder + 'seen') else ''
if os.path.exists(folder + 'nextpass.in'): sys.exit(1)
leave('seen', seen + str(said) + ' ')
leave('judgemessage.txt', seen + str(said))
if said != last + 1: sys.exit(43)
if said < int(open(sys.argv[2]).read()): leave('nextpass.in', str(said))
AFTER
sys.exit(42)
`;

async function judge(code: string, answer: string, { passes = 3, after = '' } = {}) {
  const tool = await room.tool('check.py', 'python', { 'check.py': COUNTING.replace('AFTER', after) });
  const problem = await room.problem({
    cases: { one: { input: '0', answer } },
    checker: { kind: 'validator', tool, args: [] },
    task: { kind: 'batch', passes },
  });
  return (await room.judge(problem, { 'main.py': code })).cases[0]!;
}

const ADD = 'print(int(input()) + 1)\n';

test('runs again on what the validator asks for, and hands on what it left', async () => {
  expect(await judge(ADD, '3')).toMatchObject({ verdict: 'AC', passes: 3, message: '1 2 3' });
  expect((await judge(ADD, '1')).passes).toBeUndefined();
});

test('a later pass may be rejected, crash, or be too slow', async () => {
  const at2 = (then: string) => `n = int(input())\nif n == 1:\n    ${then}\nprint(n + 1)\n`;
  expect(await judge(at2('n = 7'), '3')).toMatchObject({ verdict: 'WA', passes: 2, message: '1 8' });
  expect(await judge(at2('raise SystemExit(3)'), '3')).toMatchObject({ verdict: 'RTE', passes: 2 });
  expect(await judge(at2('while True: pass'), '3')).toMatchObject({ verdict: 'TLE', passes: 2 });
});

test('the usage is the worst of the passes', async () => {
  const code =
    'import time\nn = int(input())\nwhile n == 0 and time.process_time() < 0.3: pass\nprint(n + 1)\n';
  const { verdict, usage } = await judge(code, '3');
  expect(verdict).toBe('AC');
  expect(usage!.cpuMs).toBeGreaterThan(290);
});

test('a validator that asks for more passes than there are is JE', async () => {
  expect(await judge(ADD, '4')).toMatchObject({
    verdict: 'JE',
    message: 'the validator asks for another pass: the problem has at most 3',
  });
  expect(await judge(ADD, '2', { passes: 1 })).toMatchObject({ verdict: 'JE' });
});

test('a validator that rejects and asks for another pass is JE', async () => {
  const found = await judge(ADD, '3', { after: 'sys.exit(43)' });
  expect(found).toMatchObject({ verdict: 'JE', message: '"check.py" rejects, and asks for another pass' });
});
