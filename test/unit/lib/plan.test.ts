import { describe, expect, test } from 'vitest';
import { COMPILE_LIMITS, RUN_LIMITS } from '../../../lib/limits.js';
import { bareCommand, compileCommand, planJob, runCommand, withRuntimeNeeds } from '../../../lib/plan.js';
import { findRecipe, type Recipe, type Toolchain } from '../../../toolchains/index.js';

const MiB = 2 ** 20;
const RECIPE: Recipe = {
  ...findRecipe('c')!,
  name: 'tongue',
  title: 'Tongue',
  extensions: ['.t', '.tt'],
  sourceName: 'main.t',
  compile: {
    argv: ['{tool}', '-o', '{artifact}', '{sources}'],
    env: { HEAP: '{heapMiB}' },
    artifact: 'program',
  },
  run: { argv: ['{artifact}', '-m{memoryMiB}', '{main}', '{stem}'], env: { LANG: 'C', ROOT: '{root}' } },
  needs: { extraMemoryBytes: 10 * MiB, heapShare: 0.5 },
};
const TOOLCHAIN: Toolchain = {
  recipe: RECIPE,
  version: '1.2',
  command: '/opt/t/bin/tongue',
  root: '/opt/t',
  jailRoot: '/opt/tongue-1.2',
  mounts: [],
};
const file = (path: string) => ({ path, content: 'x' });
const plan = (options: Parameters<typeof planJob>[1]) => planJob(TOOLCHAIN, options);
const BASE = { PATH: '/usr/bin:/bin', HOME: '/box', LANG: 'C.UTF-8' };

describe('planJob()', () => {
  test.each([
    ['code', { code: 'x' }, 'main.t'],
    ['code with a name', { code: 'x', main: 'other.t' }, 'other.t'],
    ['code with a name in a folder', { code: 'x', main: 'a/b.txt' }, 'a/b.txt'],
    ['main', { files: [file('main.t'), file('z.t')], main: 'z.t' }, 'z.t'],
    ['the usual name', { files: [file('a.t'), file('main.t')] }, 'main.t'],
    ['the first of the language', { files: [file('read.me'), file('b.tt'), file('a.t')] }, 'b.tt'],
  ])('finds the entry by %s', (_, options, main) => {
    expect(plan(options).main).toBe(main);
  });

  test('takes bytes as they are', () => {
    const code = Buffer.from([0, 255]);
    expect(plan({ code }).files).toEqual([{ path: 'main.t', content: code, mode: 0o644 }]);
  });

  test.each([
    ['neither code nor files', {}, 'INVALID_OPTIONS', /give either code or files/],
    ['both', { code: '', files: [] }, 'INVALID_OPTIONS', /give either code or files/],
    [
      'no files',
      { files: [] },
      'INVALID_OPTIONS',
      /no a file ending in .t or .tt|no a file|file ending in \.t or \.tt/,
    ],
    [
      'a main that is not there',
      { files: [file('a.t')], main: 'b.t' },
      'INVALID_OPTIONS',
      /no "b.t" among the files/,
    ],
    ['a path that leaves', { code: '', main: '../a.t' }, 'INVALID_PATH', /leads out/],
  ])('refuses %s', (_, options, code, message) => {
    expect(() => plan(options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});

describe('compileCommand()', () => {
  test('names every source, and the artifact below /box', () => {
    const job = plan({ files: [file('main.t'), file('lib/x.tt'), file('data')] });
    expect(compileCommand(job, { ...COMPILE_LIMITS, memoryBytes: 100 * MiB })).toEqual({
      argv: ['/opt/tongue-1.2/bin/tongue', '-o', '/box/program', '/box/main.t', '/box/lib/x.tt'],
      env: { ...BASE, HEAP: '50' },
    });
  });
});

describe('runCommand()', () => {
  test('names the artifact below /in, and appends the caller’s arguments', () => {
    const command = runCommand(
      plan({ code: '' }),
      { ...RUN_LIMITS, memoryBytes: 64 * MiB + 1 },
      ['{main}', ''],
      {},
    );
    expect(command.argv).toEqual(['/in/program', '-m64', '/box/main.t', 'main', '{main}', '']);
  });

  test('puts the caller’s environment over the recipe’s, and that over the usual one', () => {
    const { env } = runCommand(plan({ code: '' }), RUN_LIMITS, [], { ROOT: '{root}', MORE: '1' });
    expect(env).toEqual({ ...BASE, LANG: 'C', ROOT: '{root}', MORE: '1' });
  });

  test('never speaks of less than a mebibyte', () => {
    expect(runCommand(plan({ code: '' }), { ...RUN_LIMITS, memoryBytes: 1 }, [], {}).argv).toContain('-m1');
  });
});

describe('bareCommand()', () => {
  test('is the argv with the args, in the usual environment', () => {
    expect(bareCommand(['a', '{main}'], ['b'], { HOME: '/tmp' })).toEqual({
      argv: ['a', '{main}', 'b'],
      env: { ...BASE, HOME: '/tmp' },
    });
  });
});

describe('withRuntimeNeeds()', () => {
  test('adds what the runtime takes for itself, and changes nothing else', () => {
    expect(withRuntimeNeeds(RUN_LIMITS, TOOLCHAIN)).toEqual({
      ...RUN_LIMITS,
      memoryBytes: RUN_LIMITS.memoryBytes + 10 * MiB,
    });
    expect(withRuntimeNeeds(RUN_LIMITS, { ...TOOLCHAIN, recipe: { ...RECIPE, needs: undefined } })).toEqual(
      RUN_LIMITS,
    );
  });
});

test.each(['stdin', 'files', 'files/program', 'files/'])(
  'compileCommand() refuses an artifact named %j',
  (artifact) => {
    const recipe = { ...RECIPE, compile: { ...RECIPE.compile!, artifact } };
    const job = planJob({ ...TOOLCHAIN, recipe }, { code: 'x' });
    expect(() => compileCommand(job, COMPILE_LIMITS)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTIONS', message: expect.stringContaining(artifact) }),
    );
  },
);
