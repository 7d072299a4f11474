import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../lib/package-root.js';
import { readAttacks } from './attack.js';
import { attacksOf, CATALOGUE, catalogueTable } from './catalogue.js';

const README = join(packageRoot(), 'test/security/README.md');
const LAST = {
  A: 8,
  B: 7,
  C: 12,
  D: 10,
  E: 12,
  F: 22,
  G: 7,
  H: 10,
  I: 13,
  J: 9,
  K: 8,
  L: 8,
  M: 12,
  N: 12,
  O: 7,
  P: 8,
};

const attacks = await readAttacks();

describe('the catalogue of attacks', () => {
  test('has every id once, in order', () => {
    const ids = Object.entries(LAST).flatMap(([letter, last]) =>
      Array.from({ length: last }, (_, i) => `${letter}${i + 1}`),
    );
    expect(CATALOGUE.map(({ id }) => id)).toEqual(ids);
  });

  test.each(CATALOGUE)('$id ($title) is tried, or says why it is not', ({ id, tests, instead }) => {
    expect(attacksOf(id, attacks).length + tests.length > 0 || instead.length > 20).toBe(true);
    expect(tests.filter((path) => !existsSync(join(packageRoot(), path)))).toEqual([]);
  });

  test('has at least 150 programs, and each is of the catalogue', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(150);
    const ids = new Set(CATALOGUE.map(({ id }) => id));
    const strays = attacks.filter(({ covers }) => covers.length === 0 || covers.some((id) => !ids.has(id)));
    expect(strays.map(({ name }) => name)).toEqual([]);
  });

  test('is what the README shows (vitest -u writes it)', async () => {
    const text = await readFile(README, 'utf8');
    const [before, rest = ''] = text.split('<!-- catalogue -->\n');
    const after = rest.split('<!-- end of catalogue -->\n')[1] ?? '';
    const parts = [
      before,
      '<!-- catalogue -->\n',
      catalogueTable(attacks),
      '<!-- end of catalogue -->\n',
      after,
    ];
    await expect(parts.join('')).toMatchFileSnapshot(README);
  });
});
