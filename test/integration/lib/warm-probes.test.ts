import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../../../lib/env.js';
import { resolveHome } from '../../../lib/home.js';
import { createRunner, type Program, type Runner, type Stdin, type StepResult } from '../../../lib/index.js';
import { loadInventory, recipeForFile } from '../../../toolchains/index.js';
import { lacks } from '../../support/requirements.js';
import { ownUids } from '../../support/runners.js';

const FOLDER = join(fileURLToPath(import.meta.url), '..', 'fixtures', 'warm');
const HELPERS = ['other.js', 'dependency.mjs', 'data.json']; // what other probes load
const inventory = await loadInventory({ path: readEnv().path, home: await resolveHome() });

/** All probes are there for each of them, so that they can be told apart by `main` alone. */
const files = readdirSync(FOLDER).map((path) => ({ path, content: readFileSync(join(FOLDER, path)) }));
const probes = files.map(({ path }) => path).filter((path) => !HELPERS.includes(path));

const LINES = 'first line\r\nsecond é → 🎉\n\nno newline at the end';
const STDINS: Readonly<Record<string, Stdin>> = {
  nothing: '',
  lines: LINES,
  'a file': `${LINES}\n`.repeat(2_000), // more than fits into a request
  'a stream': {
    async *[Symbol.asyncIterator]() {
      yield LINES.slice(0, 5);
      yield LINES.slice(5);
    },
  },
};
/** Others than the usual ones. */
const LIMITS = {
  memoryBytes: '300MiB',
  fileBytes: '5MiB',
  openFiles: 111,
  processes: 64,
  cpuMs: 7_000,
  wallMs: 20_000,
} as const;
const stdinsOf = (probe: string) => (/stdin|input/.test(probe) ? Object.keys(STDINS) : ['nothing']);
const CASES = probes.flatMap((probe) => stdinsOf(probe).map((stdin) => ({ probe, stdin })));

let cold: Runner;
let warm: Runner;
beforeAll(() => {
  cold = createRunner({ uids: ownUids() });
  warm = createRunner({ uids: ownUids(), warm: ['python', 'javascript', 'typescript'] });
});
afterAll(() => Promise.all([cold.close(), warm.close()]));

const languageOf = (probe: string) => recipeForFile(probe)!.name;
const cannotRun = (probe: string) => lacks(inventory.some(({ recipe }) => recipe.name === languageOf(probe)));

/** A file with another name than the usual one is warm from its second run on. */
async function programs(main: string, given = files): Promise<{ cold: Program; warm: Program }> {
  const options = { language: languageOf(main), main, files: given };
  const [one, two] = [await cold.compile(options), await warm.compile(options)];
  if (one.status !== 'compiled' || two.status !== 'compiled') throw new Error('interpreters compile nothing');
  await two.run({ stdin: '' });
  return { cold: one, warm: two };
}

const withoutAddresses = (text: string) => text.replaceAll(/0x[0-9a-f]{8,}/g, '0x…');

/** All that the outside sees of a run but its figures. */
function seen({ usage: _, limits: __, enforcement: ___, ...rest }: StepResult) {
  return { ...rest, stdout: withoutAddresses(rest.stdout), stderr: withoutAddresses(rest.stderr) };
}

describe('a program that starts warm is to itself what it is when it starts cold', () => {
  test.for(CASES)('$probe, stdin: $stdin', async ({ probe, stdin }, { skip }) => {
    skip(cannotRun(probe));
    const both = await programs(probe);
    const options = {
      args: ['a b', '', '--flag', 'é→', '*'],
      env: { ADDED: 'grüß "dich"', EMPTY: '', LAST: 'x=y' },
      stdin: STDINS[stdin],
      limits: LIMITS,
      collect: ['é.txt'],
    };
    const inCold = await both.cold.run(options);
    expect(seen(await both.warm.run(options))).toEqual(seen(inCold));
    expect(inCold.stdout + inCold.stderr + inCold.status).not.toBe('exited'); // it has shown something
  });
});

describe('these probes do compare warm with cold', () => {
  const inCommonJs =
    'console.log(String(require("fs").readFileSync("/proc/self/environ")).includes("BAILIFF_HOOK"))';
  const inModule = `import { createRequire } from "module"; const require = createRequire(import.meta.url); ${inCommonJs}`;
  test.for([
    ['.py', 'print(str(b"BAILIFF_HOOK" in open("/proc/self/environ", "rb").read()).lower())'],
    ['.js', inCommonJs],
    ['.mjs', inModule],
    ['.ts', inCommonJs],
    ['.mts', inModule],
  ] as const)('%s', async ([extension, code], { skip }) => {
    const main = `mark${extension}`;
    skip(cannotRun(main));
    const both = await programs(main, [{ path: main, content: Buffer.from(code) }]);
    expect((await both.warm.run({ args: ['x'], env: { X: 'y' }, stdin: 'x' })).stdout).toBe('true\n');
    expect((await both.cold.run()).stdout).toBe('false\n');
  });

  test('and each other run of a known name alike, the first one not', async () => {
    const mark = 'print(b"BAILIFF_HOOK" in open("/proc/self/environ", "rb").read())';
    const run = async (main: string) => (await warm.run({ language: 'python', main, code: mark })).stdout;
    expect([await run('once.py'), await run('once.py'), await run('main.py')]).toEqual([
      'False\n',
      'True\n',
      'True\n',
    ]);
  });
});
