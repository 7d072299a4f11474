import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutLine, toolSignal, withinTime } from '../../../../lib/session/tools/bounded.js';

const never = new Promise<never>(() => {});

describe('withinTime()', () => {
  test('gives what work gives, or how it fails', async () => {
    const { signal } = new AbortController();
    expect(await withinTime(signal, Promise.resolve('done'))).toBe('done');
    await expect(withinTime(signal, Promise.reject(new Error('it failed')))).rejects.toThrow('it failed');
  });

  test('does not wait for work that cannot be stopped, and for its failure neither', async () => {
    const given = new AbortController();
    const failsLater = sleep(5).then(() => Promise.reject(new Error('nobody hears it')));
    const [hanging, failing] = [withinTime(given.signal, never), withinTime(given.signal, failsLater)];
    given.abort(new Error('enough'));
    await expect(hanging).rejects.toThrow('enough');
    await expect(failing).rejects.toThrow('enough');
    await sleep(10); // an unhandled rejection would end the tests
  });

  test('begins nothing for a signal that is aborted already', () => {
    expect(() => withinTime(AbortSignal.abort(new Error('before')), never)).toThrow('before');
  });
});

describe('toolSignal()', () => {
  test('ends with the caller’s', () => {
    const own = new AbortController();
    const signal = toolSignal(own.signal);
    expect(signal.aborted).toBe(false);
    own.abort(new Error('enough'));
    expect(signal.reason).toEqual(new Error('enough'));
    expect(toolSignal().aborted).toBe(false);
  });
});

describe('cutLine()', () => {
  test('keeps what fits, and says how much more there was', () => {
    expect(cutLine('abc', 3)).toBe('abc');
    expect(cutLine('abcde', 3)).toBe('abc… (2 more characters)');
    fc.assert(
      fc.property(fc.string(), fc.nat(20), (line, most) => {
        const cut = cutLine(line, most);
        expect(cut.startsWith(line.slice(0, most))).toBe(true);
        expect(cut === line).toBe(line.length <= most);
      }),
    );
  });
});
