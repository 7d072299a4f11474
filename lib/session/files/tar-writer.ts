import type { Entry } from './protocol.js';
import { kindOf } from './stats.js';

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const MAX_OCTAL_SIZE = 0o77777777777; // 11 digits: 8 GiB
const TYPE = { file: '0', symlink: '2', folder: '5' } as const;
const NS_PER_SECOND = 1_000_000_000n;

/** The header of an entry in the pax interchange format; `path` and the target are byte strings. */
export function tarHeader(path: string, entry: Entry): Buffer {
  const kind = kindOf(entry.mode) as keyof typeof TYPE;
  const name = kind === 'folder' ? `${path}/` : path;
  const size = kind === 'file' ? entry.size : 0;
  const long = [
    ...(name.length > NAME_BYTES ? [record('path', name)] : []),
    ...(entry.target.length > NAME_BYTES ? [record('linkpath', entry.target)] : []),
    ...(size > MAX_OCTAL_SIZE ? [record('size', String(size))] : []),
  ];
  const header = block(
    name,
    TYPE[kind],
    entry.mode,
    Math.min(size, MAX_OCTAL_SIZE),
    entry.mtimeNs,
    entry.target,
  );
  if (long.length === 0) return header;
  const records = Buffer.from(long.join(''), 'latin1');
  const extension = block('././@PaxHeader', 'x', 0o644, records.length, 0n, '');
  return Buffer.concat([extension, records, tarPadding(records.length), header]);
}

/** What fills the last block of so many bytes. */
export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

/** Two empty blocks. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK_BYTES);
}

function block(
  name: string,
  type: string,
  mode: number,
  size: number,
  mtimeNs: bigint,
  target: string,
): Buffer {
  const header = Buffer.alloc(BLOCK_BYTES);
  const seconds = mtimeNs > 0n ? Number(mtimeNs / NS_PER_SECOND) : 0;
  header.write(name.slice(0, NAME_BYTES), 0, 'latin1');
  header.write(`${octal(mode & 0o777, 7)}\0${octal(1000, 7)}\0${octal(1000, 7)}\0`, 100, 'latin1');
  header.write(`${octal(size, 11)}\0${octal(seconds, 11)}\0        ${type}`, 124, 'latin1');
  header.write(target.slice(0, NAME_BYTES), 157, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
    'latin1',
  );
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** Its length counts itself. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}
