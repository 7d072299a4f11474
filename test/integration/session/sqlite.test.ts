import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SqlOptions } from '../../../lib/session/sqlite/query.js';
import { query, type SqlFault } from '../../../lib/session/sqlite/query.js';
import type { SqlParameters } from '../../../lib/session/sqlite/values.js';
import { type FolderJail, openFolderJail } from '../../support/folder-jail.js';

let place: FolderJail;
beforeEach(async () => {
  place = await openFolderJail();
});
afterEach(() => place[Symbol.asyncDispose]());
const ask = (sql: string, params?: SqlParameters, options?: SqlOptions) =>
  query(place.jail, { sqlite: 'app.db' }, sql, params, options);
const faultOf = (sql: string, params?: SqlParameters, options?: SqlOptions): Promise<SqlFault> =>
  ask(sql, params, options).then(
    () => expect.unreachable(),
    (error) => {
      expect(error).toMatchObject({ code: 'QUERY_FAILED' });
      return error.cause;
    },
  );

describe('query()', () => {
  test('gives typed rows of the last statement, and what was changed', async () => {
    const made = await ask(
      'CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, data BLOB, ratio REAL); INSERT INTO t (name) VALUES (?), (?)',
      ['Ada', 'Zoë'],
    );
    expect(made).toEqual({ rows: [], columns: [], truncated: false, changes: 2, lastInsertRowid: 2 });
    const { rows, columns } = await ask('SELECT id, name, data FROM t ORDER BY id');
    expect(rows).toEqual([
      { id: 1, name: 'Ada', data: null },
      { id: 2, name: 'Zoë', data: null },
    ]);
    expect(columns).toEqual([
      { name: 'id', type: 'INTEGER' },
      { name: 'name', type: 'TEXT' },
      { name: 'data', type: 'BLOB' },
    ]);
  });

  test('every kind of value comes back as it was given', async () => {
    const values = {
      a: 2n ** 62n,
      b: Buffer.from([0, 255, 10]),
      c: 1.5,
      d: null,
      e: 'a\0b😀',
      f: Number.POSITIVE_INFINITY,
      g: 1e300,
      h: -42,
      i: '',
    };
    const { rows } = await ask('SELECT :a a, @b b, $c c, :d d, :e e, :f f, :g g, :h h, :i i', values);
    expect(rows).toEqual([values]);
    expect((await ask('SELECT ? x', [true])).rows).toEqual([{ x: 1 }]);
  });

  test('an error says where', async () => {
    expect(await faultOf('SELECT 1;\nSELECT ü FORM t')).toMatchObject({
      message: 'near "t": syntax error',
      position: { line: 2, column: 15, offset: 24 },
    });
    expect(await faultOf('SELECT absent')).toMatchObject({
      message: 'no such column: absent',
      position: { offset: 7 },
    });
    await expect(ask('SELEC')).rejects.toThrow(
      'Cannot run the query: near "SELEC": syntax error (line 1, column 1)',
    );
    expect(await faultOf('SELECT ?', [])).toMatchObject({ message: '1 parameters are wanted, 0 are given' });
    expect(await faultOf('SELECT 1', [1])).toMatchObject({ message: '0 parameters are wanted, 1 are given' });
    expect(await faultOf('SELECT :a', { b: 1 })).toMatchObject({ message: 'the parameter :a is not given' });
  });

  test('is bounded in rows, bytes and time', async () => {
    const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    const few = await ask(endless, [], { maxRows: 3 });
    expect(few).toMatchObject({ rows: [{ i: 1 }, { i: 2 }, { i: 3 }], truncated: true });
    const large = await ask('SELECT zeroblob(1000000) UNION ALL SELECT 1', [], { maxBytes: 1_000 });
    expect(large).toMatchObject({ rows: [], truncated: true });
    expect(await faultOf(`SELECT count(*) FROM (${endless})`, [], { timeoutMs: 300 })).toMatchObject({
      message: 'it took more than 300 ms',
    });
  });

  test('only reads when told so', async () => {
    await ask('CREATE TABLE t (a)');
    expect(await faultOf('INSERT INTO t VALUES (1)', [], { readOnly: true })).toMatchObject({ code: 8 });
    await expect(
      query(place.jail, { sqlite: 'none.db' }, 'SELECT 1', [], { readOnly: true }),
    ).rejects.toMatchObject({
      code: 'QUERY_FAILED',
    });
  });
});
