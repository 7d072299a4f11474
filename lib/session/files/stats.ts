import { nameOfBytes } from './names.js';
import type { Entry, Facts } from './protocol.js';

const FORMAT = 0o170000;
const NS_PER_MS = 1e6;
const KINDS = [
  [0o100000, 'file'],
  [0o040000, 'folder'],
  [0o120000, 'symlink'],
  [0o010000, 'fifo'],
  [0o140000, 'socket'],
  [0o060000, 'block-device'],
  [0o020000, 'character-device'],
] as const;

export type FileKind = (typeof KINDS)[number][1] | 'unknown';

const KIND_OF = new Map<number, FileKind>(KINDS);

export function kindOf(mode: number): FileKind {
  return KIND_OF.get(mode & FORMAT) ?? 'unknown';
}

/** The questions that `Stats` and `Dirent` of node:fs answer. */
class Kind {
  constructor(readonly kind: FileKind) {}

  isFile(): boolean {
    return this.kind === 'file';
  }
  isDirectory(): boolean {
    return this.kind === 'folder';
  }
  isSymbolicLink(): boolean {
    return this.kind === 'symlink';
  }
  isFIFO(): boolean {
    return this.kind === 'fifo';
  }
  isSocket(): boolean {
    return this.kind === 'socket';
  }
  isBlockDevice(): boolean {
    return this.kind === 'block-device';
  }
  isCharacterDevice(): boolean {
    return this.kind === 'character-device';
  }
}

/** What `stat()` gives, by the names of node:fs. */
export class FileStats extends Kind {
  readonly mode: number;
  readonly nlink: number;
  readonly ino: number;
  readonly size: number;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;

  constructor(facts: Facts) {
    super(kindOf(facts.mode));
    this.mode = facts.mode;
    this.nlink = facts.nlink;
    this.ino = Number(facts.ino);
    this.size = facts.size;
    this.blocks = facts.blocks;
    this.atimeMs = Number(facts.atimeNs) / NS_PER_MS;
    this.mtimeMs = Number(facts.mtimeNs) / NS_PER_MS;
    this.ctimeMs = Number(facts.ctimeNs) / NS_PER_MS;
    this.birthtimeMs = Number(facts.birthtimeNs) / NS_PER_MS;
  }

  get mtime(): Date {
    return new Date(this.mtimeMs);
  }
  get ctime(): Date {
    return new Date(this.ctimeMs);
  }
  get atime(): Date {
    return new Date(this.atimeMs);
  }
}

/** What `readdir()` gives with `withFileTypes`. */
export class FileEntry extends Kind {
  readonly name: string;

  constructor(
    entry: Entry,
    /** The folder that was asked for, and what lies between. */
    readonly parentPath: string,
  ) {
    super(kindOf(entry.mode));
    this.name = nameOfBytes(entry.name);
  }
}
