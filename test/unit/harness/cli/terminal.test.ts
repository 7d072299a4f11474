import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { findingLines, oneLine } from '../../../../harness/cli/terminal.js';

const stream = new PassThrough() as unknown as NodeJS.WriteStream;

describe('findingLines()', () => {
  test('aligns titles, puts a fix below, and colours nothing that is no terminal', () => {
    const lines = findingLines(
      [
        { id: 'a', title: 'Kernel', state: 'enforced', detail: '6.1' },
        { id: 'b', title: 'Cgroups', state: 'weaker', detail: 'none', fix: 'mount them' },
      ],
      stream,
    );
    expect(lines).toEqual([
      '  enforced  Kernel   6.1',
      '  weaker    Cgroups  none',
      '                     fix: mount them',
    ]);
  });

  test('has no lines for no findings', () => {
    expect(findingLines([], stream)).toEqual([]);
  });
});

describe('oneLine()', () => {
  test('takes out what commands a terminal', () => {
    expect(oneLine('a\r\nb\u001b[2Jc\u009bd\u2028e\n')).toBe('a b [2Jc d e');
  });

  test('keeps other text', () => {
    expect(oneLine('héllo → 世界')).toBe('héllo → 世界');
  });
});
