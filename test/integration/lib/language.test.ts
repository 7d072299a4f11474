import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import { findRecipe, type Recipe } from '../../../toolchains/index.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const bash = findRecipe('bash')!;
const UPPER: Recipe = {
  ...bash,
  name: 'upper',
  title: 'Upper case',
  aliases: [],
  extensions: ['.up'],
  sourceName: 'main.up',
  run: { argv: ['{tool}', '-c', 'tr a-z A-Z < "$0"; echo "$@"', '{main}'], env: { SHOUT: '{memoryMiB}' } },
};

describe('run() with a language', () => {
  test.each(['c', 'C', 'gcc', 'c17'])('by name or alias, whatever its case: %s', async (language) => {
    const code = 'int main(void) { return 6; }';
    expect(await runner.run({ language, code })).toMatchObject({ exitCode: 6 });
  });

  test('by name@version', async () => {
    const program = await runner.compile({ language: 'python', code: 'print("hi")' });
    if (program.status !== 'compiled') throw new Error(program.stderr);
    const minor = program.version.split('.').slice(0, 2).join('.');
    for (const version of [program.version, minor, minor.split('.')[0]]) {
      const exact = await runner.compile({
        language: `python@${version}`,
        code: 'import sys; print(sys.version)',
      });
      if (exact.status !== 'compiled') throw new Error(exact.stderr);
      expect((await exact.run()).stdout.startsWith(exact.version)).toBe(true);
      expect(`${exact.version}.`.startsWith(`${version}.`)).toBe(true);
    }
  });

  test('by a recipe object', async () => {
    const result = await runner.run({ language: UPPER, code: 'hello\n', args: ['x'] });
    expect(result).toMatchObject({ status: 'exited', stdout: 'HELLO\nx\n' });
  });

  test('gives the recipe’s environment beneath the caller’s', async () => {
    const env: Recipe = { ...UPPER, run: { argv: ['/usr/bin/env'], env: { A: '1', B: '{memoryMiB}' } } };
    const result = await runner.run({
      language: env,
      code: '',
      env: { A: '2' },
      limits: { memoryBytes: '77MiB' },
    });
    expect(result.stdout.split('\n').sort()).toEqual(
      ['', 'A=2', 'B=77', 'HOME=/box', 'LANG=C.UTF-8', 'PATH=/usr/bin:/bin'].sort(),
    );
  });

  test.each(['algol', '', 'python2', 'c++ ', '../c', '__proto__', 'constructor'])(
    'that is unknown is refused, with the known ones: %j',
    async (language) => {
      await expect(runner.run({ language, code: 'x' })).rejects.toMatchObject({
        code: 'UNKNOWN_LANGUAGE',
        blame: 'caller',
        message: expect.stringMatching(/known languages are .*python/),
      });
    },
  );

  test.each(['python@1.4', 'c@999'])(
    'whose version is not there is refused, with those that are: %s',
    async (language) => {
      await expect(runner.run({ language, code: 'x' })).rejects.toMatchObject({
        code: 'TOOLCHAIN_MISSING',
        message: expect.stringMatching(/installed versions of .* are \d/),
      });
    },
  );

  test('whose toolchain is missing is the host’s fault, and says what was looked for', async () => {
    const missing: Recipe = { ...UPPER, candidates: [{ ...bash.candidates[0]!, command: 'no-such-tool' }] };
    await expect(runner.run({ language: missing, code: '' })).rejects.toMatchObject({
      code: 'TOOLCHAIN_MISSING',
      blame: 'host',
      message: expect.stringContaining('no-such-tool'),
    });
  });
});
