import { describe, expect, it } from 'vitest';
import { batchFiles } from '../../../../bench/grading/batch.js';
import { QUICK } from '../../../../bench/grading/programs.js';

describe('batchFiles()', () => {
  it('makes a package of equal cases, few of them distinct, and as many submissions', () => {
    const files = new Map(batchFiles({ cases: 20, submissions: 3 }, 'nonce'));
    const inputs = [...files].filter(([path]) => path.endsWith('.in'));
    expect(inputs).toHaveLength(20);
    expect(new Set(inputs.map(([, text]) => text)).size).toBe(8);
    for (const [path, text] of inputs)
      expect(files.get(path.replace('.in', '.ans'))).toBe(`${2 * Number(text)}\n`);
    const submissions = [...files].filter(([path]) => path.startsWith('submissions/'));
    expect(new Set(submissions.map(([, text]) => text)).size).toBe(3);
    for (const [, text] of submissions) expect(text.endsWith(QUICK)).toBe(true);
    expect(files.get('doubling/problem.yaml')).not.toContain('validation');
  });

  it('gives the problem a checker of its own when asked to', () => {
    const files = new Map(batchFiles({ cases: 1, submissions: 1, validator: true }, 'nonce'));
    expect(files.get('doubling/problem.yaml')).toContain('validation: custom');
    expect(files.get('doubling/output_validators/equal/equal.c')).toContain('42');
  });

  it('never says the same twice', () => {
    const text = (nonce: string) =>
      new Map(batchFiles({ cases: 0, submissions: 1 }, nonce)).get('submissions/s000000.c');
    expect(text('a')).not.toBe(text('b'));
  });
});
