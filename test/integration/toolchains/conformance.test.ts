import { randomBytes } from 'node:crypto';
import { constants } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';
import { resolveHome } from '../../../lib/home.js';
import {
  createRunner,
  type Program,
  type Runner,
  type RunOptions,
  type RunResult,
} from '../../../lib/index.js';
import {
  type Cannot,
  CORE_LANGUAGES,
  loadInventory,
  type Proof,
  type ProofProgram,
  type ProofSignal,
  RECIPES,
  type Recipe,
} from '../../../toolchains/index.js';

const MiB = 2 ** 20;
const SIGNALS: readonly ProofSignal[] = [
  'SIGABRT',
  'SIGFPE',
  'SIGILL',
  'SIGSEGV',
  'SIGBUS',
  'SIGTERM',
  'SIGKILL',
];

const { path, require } = readEnv();
const inventory = await loadInventory({ path, home: await resolveHome() });
let runner: Runner;

beforeAll(() => {
  runner = createRunner();
});

afterAll(() => runner.close());

const requiresAll = require.includes('all');
const isCore = ({ name }: Recipe) => CORE_LANGUAGES.includes(name);
/** Nobody can be asked for what `setup` cannot bring here. */
const isRequired = (recipe: Recipe) =>
  (requiresAll && recipe.byHand === undefined) || (require.includes('core') && isCore(recipe));

/** A missing toolchain skips, in sight; where it is required the test runs, and fails. */
const cannotRun = (recipe: Recipe) =>
  !inventory.some(({ recipe: { name } }) => recipe.name === name) && !isRequired(recipe);

/** Beyond the core most checks are for BAILIFF_REQUIRE=all: forty languages take minutes. */
const isBrief = (recipe: Recipe) => !requiresAll && !isCore(recipe);

/** What can be kept warm does everything once more, warm. */
const VARIANTS = RECIPES.flatMap((recipe) => [
  { name: recipe.name, recipe, warm: [] },
  ...(recipe.warm ? [{ name: `${recipe.name}, warm`, recipe, warm: [recipe.name] }] : []),
]);

describe.each(VARIANTS)('$name', ({ recipe, warm }) => {
  const { proof } = recipe;
  let runner: Runner;
  beforeAll(() => {
    runner = createRunner({ warm });
  });
  afterAll(() => runner.close());
  const missing = cannotRun(recipe);
  const check = test.skipIf(missing);
  const checkFully = test.skipIf(missing || isBrief(recipe));
  if (missing) test.skip(`is not installed: ${howToGet(recipe)}`);
  const cannot = Object.entries(proof).filter(([, program]) => isCannot(program));
  for (const [name, { cannot: why }] of cannot) test.skip(`has no program for ${name}: ${why}`);
  const checkProgram = (program: string | ProofProgram | Cannot) =>
    isCannot(program) ? test.skip : checkFully;
  const build = async (code: string) => compiled(await runner.compile({ language: recipe.name, code }));
  const run = async (code: string, options: Partial<RunOptions> = {}) =>
    runner.run({ language: recipe.name, code, ...options } as RunOptions);

  check('prints ok and nothing else', async () => {
    expect(await run(proof.hello)).toMatchObject({
      status: 'exited',
      exitCode: 0,
      stdout: 'ok\n',
      stderr: '',
    });
  });

  check('runs hello in the least memory that its recipe names', async () => {
    const limits = { memoryBytes: recipe.needs?.memoryBytes ?? 8 * MiB };
    expect(await run(proof.hello, { limits })).toMatchObject({ status: 'exited', stdout: 'ok\n' });
  });

  checkProgram(proof.echo)('copies 1 MiB of random bytes from stdin to stdout', async () => {
    const stdin = randomBytes(MiB);
    const program = await build(text(proof.echo));
    const result = await program.run({ stdin, encoding: 'buffer' });
    expect(result.status).toBe('exited');
    expect(result.stdout.equals(stdin)).toBe(true);
    expect(await program.run({ stdin: '' })).toMatchObject({ status: 'exited', exitCode: 0, stdout: '' });
  });

  checkProgram(proof.argsEnv)('passes args and env as they are', async () => {
    const result = await run(text(proof.argsEnv), {
      args: ['a b', '', '*', 'é→'],
      env: { GREETING: 'grüß "dich"' },
    });
    expect(result.stdout).toBe('a b\n\n*\né→\ngrüß "dich"\n');
  });

  checkProgram(proof.multiFile)('runs a program of several files', async () => {
    const files = Object.entries(several(proof).files).map(([file, content]) => ({ path: file, content }));
    const result = await runner.run({ language: recipe.name, files });
    expect(result).toMatchObject({
      status: 'exited',
      exitCode: 0,
      stdout: several(proof).stdout,
      stderr: '',
    });
  });

  checkFully('says what is wrong with a source that is no program', async () => {
    const result = await run(proof.broken);
    if (recipe.compile) expect(result.status).toBe('compile-failed');
    else expect(result).toMatchObject({ status: 'exited', exitCode: expect.toSatisfy((code) => code > 0) });
    expect(`${result.stdout}${result.stderr}`).toMatch(proof.brokenMessage); // some compilers complain on stdout
  });

  checkFully('hands on a non-zero exit code', async () => {
    expect(await run(proof.exit7)).toMatchObject({ status: 'exited', exitCode: 7, ok: false });
  });

  checkProgram(proof.raise).each(SIGNALS)('ends by %s, or as the recipe says', async (signal) => {
    const result = await run(text(proof.raise), { args: [String(constants.signals[signal])] });
    expect(endingOf(result)).toBe(recipe.signals?.[signal] ?? signal);
  });

  checkFully('is ended at the CPU limit', async () => {
    const result = await run(proof.spin, { limits: { cpuMs: 400, wallMs: 20_000 } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'cpu' });
    expect(result.usage.cpuMs).toBeGreaterThanOrEqual(400);
    expect(result.usage.cpuMs).toBeLessThan(800);
  });

  checkProgram(proof.sleep)('is ended at the wall limit', async () => {
    const result = await run(text(proof.sleep), { limits: { wallMs: 600 } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect(result.usage.wallMs).toBeGreaterThanOrEqual(600);
    expect(result.usage.wallMs).toBeLessThan(1_500);
  });

  checkFully('is ended at the memory limit', async () => {
    const result = await run(proof.hog, { limits: { memoryBytes: 96 * MiB } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'memory' });
  });

  checkFully('is ended at the output limit, with what came before it', async () => {
    const result = await run(proof.flood, { limits: { stdoutBytes: 10_000 } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'output', truncated: { stdout: true } });
    expect(result.stdout).toHaveLength(10_000);
  });

  checkFully('prints unicode from its source', async () => {
    expect(await run(proof.unicode)).toMatchObject({ stdout: 'héllo → 世界 🎉\n' });
  });

  const versions = inventory
    .filter((found) => found.recipe.name === recipe.name)
    .map((found) => found.version);
  test.each(versions)('version %s says ok', async (version) => {
    const result = await runner.run({ language: `${recipe.name}@${version}`, code: proof.hello });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'ok\n', stderr: '' });
  });
});

describe('what a program sees', () => {
  const bash = RECIPES.find(({ name }) => name === 'bash')!;

  test.skipIf(cannotRun(bash))(
    'holds no home folder, no /usr/local and no path of the workspace',
    async () => {
      const code = `pwd; echo "$0"; ls -A /home /root /usr/local "$1" 2>/dev/null | grep -v '^/.*:$'; env`;
      const { stdout } = await runner.run({ language: 'bash', code, args: [process.cwd()] });
      const [cwd, self, ...rest] = stdout.trim().split('\n');
      expect([cwd, self]).toEqual(['/box', '/box/main.sh']);
      const names = rest.map((line) => line.split('=')[0]).filter((name) => !['_', 'SHLVL'].includes(name!));
      expect(names.sort()).toEqual(['HOME', 'LANG', 'PATH', 'PWD']);
    },
  );

  const python = RECIPES.find(({ name }) => name === 'python')!;

  test.skipIf(cannotRun(python))('shows an interpreter from a home folder at a neutral path', async () => {
    const code = 'import sys\nprint(sys.executable, sys.prefix, *sys.path, __file__, sep="\\n")\n';
    const { stdout, stderr } = await runner.run({ language: 'python', code });
    expect(stderr).toBe('');
    for (const line of stdout.trim().split('\n'))
      expect(line).toMatch(/^\/(usr\/(?!local)|opt\/python-|box)/);
  });
});

function isCannot(program: unknown): program is Cannot {
  return typeof program === 'object' && program !== null && 'cannot' in program;
}

function text(program: string | Cannot): string {
  if (isCannot(program)) throw new Error('Cannot be called: the check is skipped');
  return program;
}

function several({ multiFile }: Proof): ProofProgram {
  if (isCannot(multiFile)) throw new Error('Cannot be called: the check is skipped');
  return multiFile;
}

function howToGet({ name, byHand }: Recipe): string {
  return byHand ?? `bailiff setup --toolchains ${name}`;
}

function compiled(program: Awaited<ReturnType<Runner['compile']>>): Program {
  if (program.status === 'compiled') return program;
  throw new Error(`Cannot compile the proof: ${program.stderr}`);
}

function endingOf(result: RunResult): string {
  switch (result.status) {
    case 'exited':
      return `exit ${result.exitCode}`;
    case 'signaled':
      return result.signal;
    case 'limit-exceeded':
      return `${result.limit} limit`;
    case 'compile-failed':
      return result.stderr;
    default:
      return result satisfies never;
  }
}
