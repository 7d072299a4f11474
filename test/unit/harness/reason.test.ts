import { expect, test } from 'vitest';
import { reasonOn } from '../../../harness/reason.js';

test.each([
  ['', ''],
  ['FAIL no answer\n', 'FAIL no answer'],
  ['Traceback (most recent call last):\n  File "v.py", line 1\nRuntimeError: a bug\n', 'RuntimeError: a bug'],
  ['Exception in thread "main" X: why\n\tat Main.error(Main.java:3)\n', 'Exception in thread "main" X: why'],
  ['one\ntwo \u001b[31m\n', 'two \\x1b[31m'],
])('reasonOn(%j) is %j', (stderr, reason) => {
  expect(reasonOn(Buffer.from(stderr))).toBe(reason);
});

test('reasonOn() is bounded', () => {
  expect(reasonOn(Buffer.from('x'.repeat(100_000)), 20).length).toBeLessThanOrEqual(20);
});
