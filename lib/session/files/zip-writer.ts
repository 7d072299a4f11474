import { promisify } from 'node:util';
import { crc32, deflateRaw as deflateRawOf } from 'node:zlib';

const deflateRaw = promisify(deflateRawOf);
const LEVEL = 6;
const UTF8_NAME = 0x800;
const DEFLATED = 8;
const STORED = 0;
const MADE_ON_UNIX = 3 << 8;
const VERSION = 20;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const MAX_ENTRIES = 0xffff;
const MAX_BYTES = 0xffff_ffff;
const FIRST_YEAR = 1980;

/** One entry: its content is at hand. */
export interface ZipEntry {
  /** A byte string; of folders with a slash at its end. */
  readonly name: string;
  readonly mode: number;
  readonly modifiedAt: Date;
  readonly content: Buffer;
}

/** Makes a ZIP without the 64 bit extensions: up to 65,535 entries and 4 GiB. Larger is a RangeError. */
export function createZipWriter() {
  const directory: Buffer[] = [];
  let offset = 0;

  return {
    async add({ name, mode, modifiedAt, content }: ZipEntry): Promise<Buffer> {
      const packed = content.length === 0 ? content : await deflateRaw(content, { level: LEVEL });
      const isSmaller = packed.length < content.length;
      const body = isSmaller ? packed : content;
      const bytes = Buffer.from(name, 'latin1');
      const shared = sharedFields(
        isSmaller ? DEFLATED : STORED,
        modifiedAt,
        content,
        body.length,
        bytes.length,
      );
      const central = Buffer.alloc(CENTRAL_BYTES);
      central.writeUInt32LE(0x02014b50, 0);
      central.writeUInt16LE(MADE_ON_UNIX | VERSION, 4);
      shared.copy(central, 6);
      central.writeUInt32LE((mode << 16) >>> 0, 38);
      central.writeUInt32LE(offset, 42);
      directory.push(central, bytes);
      const local = Buffer.alloc(4);
      local.writeUInt32LE(0x04034b50, 0);
      const entry = Buffer.concat([local, shared, bytes, body]);
      offset += entry.length;
      if (offset > MAX_BYTES || directory.length / 2 > MAX_ENTRIES)
        throw new RangeError('too large for a ZIP');
      return entry;
    },
    end(): Buffer {
      const central = Buffer.concat(directory);
      const end = Buffer.alloc(END_BYTES);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(directory.length / 2, 8);
      end.writeUInt16LE(directory.length / 2, 10);
      end.writeUInt32LE(central.length, 12);
      end.writeUInt32LE(offset, 16);
      return Buffer.concat([central, end]);
    },
  };
}

/** What local header and central directory have in common, from "version needed" on. */
function sharedFields(
  method: number,
  modifiedAt: Date,
  content: Buffer,
  packed: number,
  nameBytes: number,
): Buffer {
  const fields = Buffer.alloc(LOCAL_BYTES - 4);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8_NAME, 2);
  fields.writeUInt16LE(method, 4);
  fields.writeUInt32LE(dosTime(modifiedAt), 6);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(nameBytes, 22);
  return fields;
}

function dosTime(date: Date): number {
  const year = Math.min(Math.max(date.getUTCFullYear() - FIRST_YEAR, 0), 127);
  const day = (year << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return ((day << 16) | time) >>> 0;
}
