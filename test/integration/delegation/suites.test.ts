import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machinePlaces } from '../../../lib/jail/delegation/places.js';
import { packageRoot } from '../../../lib/package-root.js';
import { readAttacks } from '../../security/attack.js';
import { inEveryWay } from '../../security/matrix.js';
import { bailiffCommand, type NamedUser, openNamedUser } from '../../support/delegated-user.js';
import { FULL } from '../../support/how-much.js';
import { IS_ROOT } from '../../support/requirements.js';

const USER = 60_142;
const canDelegate = IS_ROOT && machinePlaces().cgroups?.version === 1; // of v2, Node would have to be started in the group
const TIMEOUT_MS = 1_200_000;

const ENGINE = (
  FULL ? ['limits', 'resources', 'interact-walls', 'interact', 'cancel', 'run'] : ['limits', 'interact-walls']
).map((name) => `test/integration/lib/${name}.test.ts`);
const CONFORMANCE = ['test/integration/toolchains/conformance.test.ts'];
const ATTACKS = ['test/security/attacks.test.ts'];
const sessionFiles = (names: string) =>
  names.split(' ').map((name) => `test/integration/session/${name}.test.ts`);
const MORE_OF_SESSIONS = FULL ? ' session-files files-jailed unpack transfer sqlite races' : '';
const SESSIONS = sessionFiles(`exec lifecycle killed${MORE_OF_SESSIONS}`);
const QUOTA = sessionFiles('quota'); // as slow as its looks: once by default
const PROBLEMS = FULL ? ['aplusb', 'ferries', 'steady'] : ['aplusb'];
const MISSING = /its toolchain is not installed/; // what setup brings is root’s to install

interface Tests {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

let user: NamedUser;
beforeAll(async () => {
  if (canDelegate) user = await openNamedUser(USER);
});
afterAll(() => user?.[Symbol.asyncDispose]());

/** Runs files of this suite as the user. Returns how many tests passed, and what failed. */
async function suite(files: readonly string[], pattern = ''): Promise<{ passed: number; failed: string[] }> {
  const output = join(user.folder, 'tests.json');
  const vitest = join(packageRoot(), 'node_modules/vitest/vitest.mjs');
  const how = [
    '--config',
    'test/vitest.config.ts',
    '--configLoader',
    'runner',
    '--reporter=json',
    `--outputFile=${output}`,
  ];
  const { stderr } = await user.run([process.execPath, vitest, 'run', ...how, ...files, '-t', pattern]);
  const tests = JSON.parse(
    await readFile(output, 'utf8').catch(() => Promise.reject(new Error(stderr))),
  ) as Tests;
  const failed = tests.testResults.flatMap(({ message, assertionResults }) => [
    ...(message ? [message] : []),
    ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  ]);
  return { passed: tests.numPassedTests, failed };
}

/** Those that have broken a trusted system before; each of them by its name alone. */
async function firstAttacks(): Promise<string> {
  const names = inEveryWay(await readAttacks()).map(({ name }) => name.replaceAll('.', '\\.'));
  return `^(${names.join('|')}) `;
}

async function conforms(): Promise<void> {
  const { passed, failed } = await suite(CONFORMANCE, '^(c|python|bash) ');
  expect(failed).toEqual([]);
  expect(passed).toBeGreaterThan(30);
}

async function judgesAsPromised(): Promise<void> {
  const problems = PROBLEMS.map((name) => join('problems', name));
  const { stdout, stderr } = await user.run(bailiffCommand('verify', ...problems));
  const lines = stdout.split('\n');
  const wrong = lines.filter((line) => /^ +[✗?] /.test(line) && !MISSING.test(line));
  expect({ wrong, stdout, stderr }).toMatchObject({
    wrong: [],
    stdout: expect.stringMatching(/[1-9]\d* as promised/),
  });
}

async function resistsAttacks(): Promise<void> {
  const { passed, failed } = await suite(ATTACKS, FULL ? '^\\S+\\.(c|py|js|sh) ' : await firstAttacks());
  expect(failed).toEqual([]);
  expect(passed).toBeGreaterThan(40);
}

async function keepsSessions(files: readonly string[]): Promise<void> {
  const { passed, failed } = await suite(files);
  expect(failed).toEqual([]);
  expect(passed).toBeGreaterThan(30);
}

describe.skipIf(!canDelegate)('without a delegation', () => {
  test('three languages conform', conforms, TIMEOUT_MS);
  test('sample problems judge as they promise', judgesAsPromised, TIMEOUT_MS);
  test('the attacks that have broken others break nothing', resistsAttacks, TIMEOUT_MS);
  test('sessions do what they do as root', () => keepsSessions([...SESSIONS, ...QUOTA]), TIMEOUT_MS);
});

describe.skipIf(!canDelegate)('with a delegation', () => {
  beforeAll(async () => {
    expect(await user.setup('--delegate')).toMatchObject({ exitCode: 0 });
  }, TIMEOUT_MS);

  test('three languages conform', conforms, TIMEOUT_MS);
  test('sample problems judge as they promise', judgesAsPromised, TIMEOUT_MS);
  test('the attacks that have broken others break nothing', resistsAttacks, TIMEOUT_MS);
  test(
    'sessions do what they do as root',
    () => keepsSessions(FULL ? [...SESSIONS, ...QUOTA] : SESSIONS),
    TIMEOUT_MS,
  );
  test(
    'limits, figures and pairs are what they are as root',
    async () => {
      const { passed, failed } = await suite(ENGINE);
      expect(failed).toEqual([]);
      expect(passed).toBeGreaterThan(25);
    },
    TIMEOUT_MS,
  );
});
