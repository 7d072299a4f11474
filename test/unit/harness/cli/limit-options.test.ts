import { describe, expect, test } from 'vitest';
import yargs from 'yargs';
import { z } from 'zod';
import { parseArgs } from '../../../../harness/cli/command.js';
import { addLimitOptions, limitShape, limitsOf } from '../../../../harness/cli/limit-options.js';
import { RUN_LIMITS } from '../../../../lib/limits.js';

async function limits(...argv: string[]) {
  const args = await addLimitOptions(yargs()).exitProcess(false).strict().parseAsync(argv);
  return limitsOf(parseArgs(z.object(limitShape), args));
}

describe('the limit options', () => {
  test('read times, sizes and counts', async () => {
    expect(await limits('--cpu', '1.5s', '--wall=200ms', '--memory', '256MiB', '--processes', '8')).toEqual({
      cpuMs: 1_500,
      wallMs: 200,
      memoryBytes: 2 ** 28,
      processes: 8,
    });
  });

  test('leave out what was not given', async () => {
    expect(await limits()).toEqual({});
  });

  test('cover every limit', async () => {
    const sizes = ['memory', 'stdout-limit', 'stderr-limit', 'file-limit', 'box', 'stack'].map(
      (name) => `--${name}=1MiB`,
    );
    const counts = ['box-inodes', 'processes', 'open-files'].map((name) => `--${name}=9`);
    const all = await limits('--cpu=1s', '--wall=1s', ...sizes, ...counts);
    expect(Object.keys(all).sort()).toEqual(Object.keys(RUN_LIMITS).sort());
  });

  test.each([
    ['--cpu', '2'],
    ['--cpu', 'soon'],
    ['--wall', '-1s'],
    ['--memory', '0'],
    ['--memory', 'much'],
    ['--processes', '1.5'],
    ['--open-files', '4k'],
  ])('refuse %s %s by the name of the option', async (option, value) => {
    await expect(limits(`${option}=${value}`)).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(new RegExp(`${option}: "${value}" is not`)),
    });
  });

  test('refuse to choose between two values', async () => {
    await expect(limits('--cpu=1s', '--cpu=2s')).rejects.toThrow('--cpu: give it once');
  });
});
