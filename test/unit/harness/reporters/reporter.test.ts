import { expect, test } from 'vitest';
import { broadcast, collectReport, type Reporter, replay } from '../../../../harness/reporters/reporter.js';
import { RICH } from './rich-report.js';

/** Notes what it is told. */
function listener(calls: string[], name = ''): Reporter {
  return {
    start: ({ command }) => void calls.push(`${name}start ${command}`),
    problem: ({ id }) => void calls.push(`${name}problem ${id}`),
    submission: ({ id }, submission) => void calls.push(`${name}submission ${id} ${submission.verdict}`),
    problemEnd: ({ id }) => void calls.push(`${name}problemEnd ${id}`),
    end: ({ status }) => void calls.push(`${name}end ${status}`),
    abort: () => void calls.push(`${name}abort`),
  };
}

test('replay() tells a report in its order', async () => {
  const calls: string[] = [];
  await replay(RICH, listener(calls));
  expect(calls).toEqual([
    'start grade',
    'problem sum',
    'submission sum AC',
    'submission sum WA',
    'submission sum RTE',
    'submission sum CE',
    'submission sum JE',
    'problemEnd sum',
    'problem Weird problem!',
    'submission Weird problem! PAC',
    'submission Weird problem! AC',
    'problemEnd Weird problem!',
    'end complete',
  ]);
});

test('replay() awaits each call, and aborts a reporter that fails', async () => {
  const calls: string[] = [];
  const slow: Reporter = {
    ...listener(calls),
    problem: async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      calls.push('problem, late');
    },
    submission: () => {
      throw new Error('full');
    },
  };
  await expect(replay(RICH, slow)).rejects.toThrow('full');
  expect(calls).toEqual(['start grade', 'problem, late', 'abort']);
});

test('collectReport() has the report that it was told, and until the end an interrupted one', async () => {
  const collected = collectReport();
  await replay(RICH, collected);
  expect(collected.report()).toEqual(RICH);
  const cut = collectReport();
  await cut.start?.({ version: 1, command: 'verify' });
  expect(cut.report()).toEqual({ version: 1, command: 'verify', status: 'interrupted', problems: [] });
});

test('collectReport() takes what is known only at the end of a problem', async () => {
  const collected = collectReport();
  const { submissions: _, enforcement, ...head } = RICH.problems[0]!;
  await collected.problem?.(head);
  await collected.problemEnd?.({ ...head, enforcement, warnings: ['late'] });
  expect(collected.report().problems).toEqual([
    { ...head, enforcement, warnings: ['late'], submissions: [] },
  ]);
});

test('broadcast() tells every reporter, and each of them the end although one fails', async () => {
  const calls: string[] = [];
  const failing: Reporter = {
    end: () => {
      throw new Error('disk');
    },
  };
  const all = broadcast([listener(calls, 'a '), failing, listener(calls, 'b ')]);
  await all.start?.({ version: 1, command: 'grade' });
  await expect(all.end?.({ status: 'complete' })).rejects.toThrow('disk');
  await all.abort?.();
  expect(calls).toEqual([
    'a start grade',
    'b start grade',
    'a end complete',
    'b end complete',
    'a abort',
    'b abort',
  ]);
});
