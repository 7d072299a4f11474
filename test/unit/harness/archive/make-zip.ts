import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip file that is made for a test; what is not given is as it should be. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** Unix mode with the type, e.g. 0o120777 for a symlink. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: 0 | 8 | 99;
  /** What the archive says of the content. */
  readonly size?: number;
  readonly packed?: number;
  readonly checksum?: number;
}

/** Writes a zip file byte by byte: also those that no honest program makes. */
export function makeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { local, central } = encode(entry, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function encode(entry: ZipEntry, offset: number): { readonly local: Buffer; readonly central: Buffer } {
  const name = Buffer.from(entry.name);
  const content = Buffer.from(entry.content ?? '');
  const method = entry.method ?? 8;
  const data = method === 8 ? deflateRawSync(content) : content;
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(entry.flags ?? 0x800, 2);
  shared.writeUInt16LE(method, 4);
  shared.writeUInt32LE(entry.checksum ?? crc32(content), 10);
  shared.writeUInt32LE(entry.packed ?? data.length, 14);
  shared.writeUInt32LE(entry.size ?? content.length, 18);
  shared.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([signature(0x04034b50), shared, name, data]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  const madeBy = Buffer.from([20, 3]);
  return { local, central: Buffer.concat([signature(0x02014b50), madeBy, shared, rest, name]) };
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
