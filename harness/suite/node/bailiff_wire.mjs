// Plain data over stdin and stdout, one JSON document a line, synchronously. Both sides of a suite's `process` level use it.
import { readSync, writeSync } from 'node:fs';

const MAX_LINE_BYTES = 8 << 20;
const MAX_DEPTH = 60;
const chunk = Buffer.alloc(65_536);
let rest = Buffer.alloc(0);

export function send(message) {
  let bytes = Buffer.from(`${JSON.stringify(message)}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(retry(() => writeSync(1, bytes)));
}

/** The next message; undefined when the other side is gone. */
export function receive() {
  for (;;) {
    const end = rest.indexOf(10);
    if (end >= 0) {
      const line = rest.subarray(0, end);
      rest = rest.subarray(end + 1);
      return JSON.parse(line.toString());
    }
    if (rest.length > MAX_LINE_BYTES) throw new Error('the other side said more than 8 MiB at once');
    const length = retry(() => readSync(0, chunk));
    if (length === 0) return undefined;
    rest = Buffer.concat([rest, chunk.subarray(0, length)]);
  }
}

function retry(call) {
  for (;;) {
    try {
      return call();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

/** Plain data as JSON with tags; `reference` gives what stands for anything else. */
export function encode(value, reference, depth = 0) {
  if (depth > MAX_DEPTH) throw new TypeError(`nested deeper than ${MAX_DEPTH}`);
  const inner = (each) => encode(each, reference, depth + 1);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { number: Object.is(value, -0) ? '-0' : String(value) };
    case 'bigint':
      return { bigint: String(value) };
    case 'undefined':
      return { undefined: 0 };
    default:
  }
  if (value === null) return null;
  if (Array.isArray(value)) return value.map(inner);
  const kind = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (kind === Object.prototype || kind === null)
    return { object: Object.keys(value).map((key) => [key, inner(value[key])]) };
  if (kind === Map.prototype) return { map: [...value].map(([key, each]) => [inner(key), inner(each)]) };
  if (kind === Set.prototype) return { set: [...value].map(inner) };
  if (kind === Date.prototype) return { date: value.getTime() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (reference) return reference(value);
  throw new TypeError('only plain data can be given to the submission');
}

export function decode(data, resolve) {
  const inner = (each) => decode(each, resolve);
  if (Array.isArray(data)) return data.map(inner);
  if (data === null || typeof data !== 'object') return data;
  const [[tag, body]] = Object.entries(data);
  switch (tag) {
    case 'number':
      return Number(body);
    case 'bigint':
      return BigInt(body);
    case 'undefined':
      return undefined;
    case 'object':
      return Object.fromEntries(body.map(([key, value]) => [key, inner(value)]));
    case 'map':
      return new Map(body.map(([key, value]) => [inner(key), inner(value)]));
    case 'set':
      return new Set(body.map(inner));
    case 'date':
      return new Date(body);
    case 'bytes':
      return new Uint8Array(Buffer.from(body, 'hex'));
    default:
      return resolve(tag, body);
  }
}
