import { z } from 'zod';
import { BailiffError } from '../../errors.js';
import { parse } from '../../parse.js';
import { type WorkspacePath, workspacePath } from '../files/names.js';
import { runPython } from '../files/python.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { SQLITE_PROGRAM } from './program.js';
import {
  decodeValue,
  encodeParameters,
  type SqlParameters,
  type SqlValue,
  type WireValue,
} from './values.js';

const MAX_SQL = 2 ** 20;
const GRACE_MS = 10_000; // the program's start, and its own end
const JSON_SHARE = 6; // how much longer than its bytes a value is in JSON, at most

const SqlOptions = z.strictObject({
  /** Rows of the result. More are cut off, and said to be. @default 10,000 */
  maxRows: z.number().int().min(1).max(1_000_000).default(10_000),
  /** Bytes of all values. @default 8 MiB */
  maxBytes: z
    .number()
    .int()
    .min(1)
    .max(256 * 2 ** 20)
    .default(8 * 2 ** 20),
  /** @default 60,000 */
  timeoutMs: z.number().int().min(1).max(60_000).default(60_000),
  /** Neither make nor change anything. @default false */
  readOnly: z.boolean().default(false),
  signal: z.custom<AbortSignal>((value) => value instanceof AbortSignal).optional(),
});
export type SqlOptions = z.input<typeof SqlOptions>;

/** What went wrong, as the `cause` of the error that is thrown. */
export interface SqlFault {
  readonly message: string;
  /** SQLite's extended result code; 0 when it is not SQLite's. */
  readonly code: number;
  /** Where in the SQL, when SQLite knows: all from 1 on, but for `offset`, in UTF-16 units. */
  readonly position: { readonly offset: number; readonly line: number; readonly column: number } | undefined;
}

export interface SqlResult<Row = Readonly<Record<string, SqlValue>>> {
  /** Of the last statement that gives any. */
  readonly rows: readonly Row[];
  /** Names and declared types, also when there are no rows. */
  readonly columns: readonly { readonly name: string; readonly type: string | undefined }[];
  /** Whether there were more rows. */
  readonly truncated: boolean;
  /** Rows that all statements together have changed. */
  readonly changes: number;
  readonly lastInsertRowid: number | bigint;
}

const Wire = z.custom<WireValue>();
const Answer = z.union([
  z.object({
    columns: z.array(z.object({ name: z.string(), type: z.string().nullable() })),
    rows: z.array(z.array(Wire)),
    truncated: z.boolean(),
    changes: z.number(),
    lastInsertRowid: Wire,
  }),
  z.object({
    fault: z.object({ message: z.string(), code: z.number(), offset: z.number(), late: z.boolean() }),
  }),
  z.object({ missing: z.literal(true) }),
]);

/**
 * Runs SQL on a database of the workspace, in a jail. Several statements are run one after another, each by itself
 * unless the SQL has its own BEGIN and COMMIT.
 *
 * @example
 * const { rows } = await query<{ id: number }>(jail, { sqlite: 'app.db' }, 'SELECT id FROM users WHERE name = ?', ['Ada']);
 *
 * @throws BailiffError QUERY_FAILED, whose `cause` is an {@link SqlFault}
 */
export async function query<Row = Readonly<Record<string, SqlValue>>>(
  jail: WorkspaceJail,
  { sqlite }: { readonly sqlite: WorkspacePath },
  sql: string,
  params: SqlParameters = [],
  given: SqlOptions = {},
): Promise<SqlResult<Row>> {
  const options = parse(SqlOptions, given, 'the options of query()');
  if (sql.length > MAX_SQL)
    throw new BailiffError('TOO_LARGE', `Cannot run SQL of more than ${MAX_SQL} characters`);
  const path = Buffer.concat([Buffer.from('./'), workspacePath(sqlite)]).toString('base64');
  const { maxRows, maxBytes, timeoutMs, readOnly, signal } = options;
  const ask = { path, sql, params: encodeParameters(params), maxRows, maxBytes, timeoutMs, readOnly };
  const answer = Answer.parse(
    await runPython(jail, {
      program: SQLITE_PROGRAM,
      args: [],
      stdin: Buffer.from(JSON.stringify(ask)),
      wallMs: timeoutMs + GRACE_MS,
      stdoutBytes: maxBytes * JSON_SHARE + maxRows * 64 + 2 ** 20,
      signal,
      purpose: 'run the query',
    }),
  );
  if ('missing' in answer)
    throw new BailiffError(
      'TOOLCHAIN_MISSING',
      'Cannot run the query: there is no libsqlite3.so.0; install SQLite',
    );
  if ('fault' in answer) throw failed(sql, answer.fault, timeoutMs);
  return resultOf<Row>(answer);
}

type RowsAnswer = Extract<z.infer<typeof Answer>, { rows: unknown }>;

function resultOf<Row>({ columns, rows, truncated, changes, lastInsertRowid }: RowsAnswer): SqlResult<Row> {
  const named = rows.map((row) =>
    Object.fromEntries(row.map((value, i) => [columns[i]!.name, decodeValue(value)])),
  );
  return {
    rows: named as Row[],
    columns: columns.map(({ name, type }) => ({ name, type: type ?? undefined })),
    truncated,
    changes,
    lastInsertRowid: decodeValue(lastInsertRowid) as number | bigint,
  };
}

function failed(
  sql: string,
  { message, code, offset, late }: { message: string; code: number; offset: number; late: boolean },
  timeoutMs: number,
): BailiffError {
  const position = offset < 0 ? undefined : positionAt(sql, offset);
  const fault: SqlFault = { message: late ? `it took more than ${timeoutMs} ms` : message, code, position };
  const where = position ? ` (line ${position.line}, column ${position.column})` : '';
  return new BailiffError('QUERY_FAILED', `Cannot run the query: ${fault.message}${where}`, { cause: fault });
}

/** SQLite counts bytes. */
export function positionAt(sql: string, byteOffset: number): NonNullable<SqlFault['position']> {
  const before = Buffer.from(sql).toString('utf8', 0, byteOffset);
  const line = before.split('\n');
  return { offset: before.length, line: line.length, column: line.at(-1)!.length + 1 };
}
