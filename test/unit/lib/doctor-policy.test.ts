import { describe, expect, test } from 'vitest';
import { judgePolicy } from '../../../lib/doctor-policy.js';
import { refusedCalls } from '../../../lib/jail/policy.js';

const lines = (calls: Iterable<readonly [string, number]>) =>
  [...calls].map(([name, errno]) => `${name} ${errno}\n`).join('');

describe('judgePolicy()', () => {
  const calls = refusedCalls({ pinned: false });

  test('finds it enforced when every call is answered as the policy says', () => {
    expect(judgePolicy(lines(calls))).toEqual({ state: 'enforced', detail: `${calls.size} system calls` });
  });

  test('names the call that the kernel answered by itself, even once', () => {
    expect(judgePolicy(`${lines(calls)}mount 14\nunshare 0\n`)).toEqual({
      state: 'missing',
      detail: 'not refused: mount, unshare',
    });
  });

  test('names the call that was not tried', () => {
    const { state, detail } = judgePolicy(lines([...calls].filter(([name]) => name !== 'bpf')));
    expect({ state, detail }).toEqual({ state: 'missing', detail: 'not refused: bpf' });
  });
});
