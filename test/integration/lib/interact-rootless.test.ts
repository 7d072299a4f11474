import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../../lib/package-root.js';
import { type OrdinaryUser, openOrdinaryUser } from '../../support/ordinary-user.js';

const FIXTURE = join(packageRoot(), 'test/integration/lib/fixtures/interact-once.mjs');
const ASK = { code: 'for i in 1 2 3; do echo "$i"; read -r answer; done; echo "$answer" >&2' };
const ANSWER = { code: 'while read -r question; do echo "got $question"; done; exit 7' };

let user: OrdinaryUser;

beforeAll(async () => {
  user = await openOrdinaryUser(60_124);
});
afterAll(() => user[Symbol.asyncDispose]());

async function interact(first: object, second: object, rest: object = {}) {
  const argv = [
    ...user.prefix,
    process.execPath,
    FIXTURE,
    ...[{}, first, second, rest].map((each) => JSON.stringify(each)),
  ];
  const { stdout } = await execa(argv[0]!, argv.slice(1), { env: user.env, timeout: 30_000 });
  return JSON.parse(stdout);
}

describe('a user without root', () => {
  test('joins two programs', async () => {
    const { first, second, endedFirst } = await interact(ASK, ANSWER);
    expect(first).toMatchObject({ ok: true, stderr: 'got 3\n', enforcement: { ownUid: false } });
    expect(second).toMatchObject({ exitCode: 7 });
    expect(endedFirst).toBe('first');
  });

  test('has a transcript of them', async () => {
    const { said } = await interact(ASK, ANSWER, { transcript: { bytes: 8 } });
    expect(said).toEqual([
      ['first', '1\n'],
      ['second', 'got 1\n'],
    ]);
  });

  test('has the limits of each side, and the end on the other', async () => {
    const hog = { code: 'exec sleep 20', limits: { wallMs: 300 } };
    const { first, second, endedFirst } = await interact(hog, ANSWER);
    expect(first).toMatchObject({ status: 'limit-exceeded', limit: 'wall' });
    expect(second).toMatchObject({ exitCode: 7 });
    expect(endedFirst).toBe('first');
  });

  test('may run as many processes as the limit says, beside what the gate needs', async () => {
    const forks = { code: 'sleep 0.1 & sleep 0.1 & wait; echo done >&2', limits: { processes: 3 } };
    const { first, second } = await interact(forks, forks);
    expect([first.stderr, second.stderr]).toEqual(['done\n', 'done\n']);
  });
});
