/** What a column can hold: integers beyond 2^53 are bigints, blobs are bytes. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** What can be given: booleans are 1 and 0. */
export type SqlParameter = SqlValue | boolean;

/** By position (`?`) or by name (`:name`, `@name`, `$name`, without the sign). */
export type SqlParameters = readonly SqlParameter[] | Readonly<Record<string, SqlParameter>>;

/** A value in the JSON between host and jail. */
export type WireValue =
  | null
  | number
  | string
  | boolean
  | { int: string }
  | { real: string }
  | { blob: string };

export function encodeParameters(params: SqlParameters): WireValue[] | Record<string, WireValue> {
  if (Array.isArray(params)) return params.map(encodeValue);
  const named = Object.entries(params as Readonly<Record<string, SqlParameter>>);
  return Object.fromEntries(named.map(([name, value]) => [name, encodeValue(value)]));
}

function encodeValue(value: SqlParameter): WireValue {
  if (typeof value === 'bigint') return { int: String(value) };
  if (value instanceof Uint8Array) return { blob: Buffer.from(value).toString('base64') };
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  return { real: String(value) }; // also 1e300, which JSON would make an integer of
}

export function decodeValue(value: WireValue): SqlValue {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if ('int' in value) return BigInt(value.int);
  return 'real' in value ? Number(value.real) : Buffer.from(value.blob, 'base64');
}
