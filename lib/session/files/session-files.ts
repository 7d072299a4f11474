import type { Readable } from 'node:stream';
import type { WorkspacePath } from './names.js';
import type { FileEntry, FileStats } from './stats.js';

export interface ReadFileOptions {
  readonly encoding?: BufferEncoding;
  /** @default 64 MiB; more is EFBIG */
  readonly maxBytes?: number;
}

export interface WriteFileOptions {
  /** Exactly this mode. @default 0o666 less the umask 022, and only for a new file */
  readonly mode?: number;
  /** @default 'w' */
  readonly flag?: 'w' | 'wx' | 'a' | 'ax' | 'r+';
  /** Make the folders that are missing. @default false */
  readonly parents?: boolean;
  readonly signal?: AbortSignal;
}

/** One of many files. */
export interface FileToWrite {
  readonly path: WorkspacePath;
  readonly content: string | Uint8Array;
  /** @default 0o644 */
  readonly mode?: number;
}

export interface TransferOptions {
  readonly signal?: AbortSignal;
}

/** What a transfer moved, and what it left out. */
export interface Transferred {
  readonly files: number;
  readonly bytes: number;
  /** Pipes, sockets, devices, what could not be read; where links are not kept, symbolic links. */
  readonly skipped: readonly string[];
}

export interface ArchiveOptions extends TransferOptions {
  /** @default 'tar' */
  readonly format?: 'tar' | 'tar.gz' | 'zip';
}

/** An archive as it is read. */
export interface ArchiveStream extends Readable {
  /** What is in it, once it has been read to its end. */
  readonly transferred: Promise<Transferred>;
}

export interface UnpackOptions extends TransferOptions {
  /** @default by the archive's first bytes */
  readonly format?: 'tar' | 'tar.gz' | 'zip';
  /** What all files may have together. @default 1 GiB */
  readonly maxBytes?: number;
  /** @default 100,000 */
  readonly maxEntries?: number;
}

export interface FileChange {
  readonly eventType: 'rename' | 'change';
  /** Relative to what is watched. */
  readonly filename: string;
}

/**
 * The files of a session, with the names and errors of node:fs/promises. Paths are relative to /workspace, or absolute
 * below it. Nothing leads out of it: a symbolic link that does is EXDEV. Names that are no UTF-8 are strings in which
 * each odd byte is the lone surrogate 0xDC00 + byte; they lead back to the same file.
 */
export interface SessionFiles {
  readFile(
    path: WorkspacePath,
    options: BufferEncoding | (ReadFileOptions & { encoding: BufferEncoding }),
  ): Promise<string>;
  readFile(path: WorkspacePath, options?: ReadFileOptions & { encoding?: undefined }): Promise<Buffer>;
  /** A stream is written as it comes; the file is whole when this resolves. */
  writeFile(
    path: WorkspacePath,
    data: string | Uint8Array | AsyncIterable<Uint8Array | string>,
    options?: WriteFileOptions,
  ): Promise<void>;
  appendFile(path: WorkspacePath, data: string | Uint8Array, options?: WriteFileOptions): Promise<void>;
  /** Many files in one go; their folders are made. */
  writeFiles(files: Iterable<FileToWrite> | AsyncIterable<FileToWrite>): Promise<void>;
  readdir(path: WorkspacePath, options: { withFileTypes: true; recursive?: boolean }): Promise<FileEntry[]>;
  readdir(path: WorkspacePath, options?: { withFileTypes?: false; recursive?: boolean }): Promise<string[]>;
  /** `end` is the last byte, as in node:fs. */
  createReadStream(path: WorkspacePath, range?: { start?: number; end?: number }): Readable;
  stat(path: WorkspacePath): Promise<FileStats>;
  lstat(path: WorkspacePath): Promise<FileStats>;
  access(path: WorkspacePath): Promise<void>;
  exists(path: WorkspacePath): Promise<boolean>;
  mkdir(path: WorkspacePath, options?: { recursive?: boolean; mode?: number }): Promise<void>;
  rm(path: WorkspacePath, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
  rmdir(path: WorkspacePath): Promise<void>;
  unlink(path: WorkspacePath): Promise<void>;
  rename(from: WorkspacePath, to: WorkspacePath): Promise<void>;
  link(existing: WorkspacePath, path: WorkspacePath): Promise<void>;
  symlink(target: WorkspacePath, path: WorkspacePath): Promise<void>;
  readlink(path: WorkspacePath): Promise<string>;
  realpath(path: WorkspacePath): Promise<string>;
  chmod(path: WorkspacePath, mode: number): Promise<void>;
  utimes(path: WorkspacePath, atime: Date | number, mtime: Date | number): Promise<void>;
  truncate(path: WorkspacePath, size?: number): Promise<void>;
  copyFile(from: WorkspacePath, to: WorkspacePath, options?: { exclusive?: boolean }): Promise<void>;
  /** A file or folder of the host's into the workspace. The folders above it are made. */
  upload(source: string, to: WorkspacePath, options?: TransferOptions): Promise<Transferred>;
  /** A file or folder to a path of the host that does not exist yet. */
  download(path: WorkspacePath, to: string, options?: TransferOptions): Promise<Transferred>;
  /** A folder as an archive, made in a jail as it is read. */
  archive(path: WorkspacePath, options?: ArchiveOptions): ArchiveStream;
  /** Unpacks in a jail: what an archive does there concerns the session alone. */
  unpack(
    source: AsyncIterable<Uint8Array> | Uint8Array,
    to: WorkspacePath,
    options?: UnpackOptions,
  ): Promise<Transferred>;
  /** Looks again and again: nothing in the jail tells changes. Ends with its signal. @default intervalMs 500 */
  watch(
    path: WorkspacePath,
    options?: { intervalMs?: number; signal?: AbortSignal },
  ): AsyncIterable<FileChange>;
  /** Ends the tool that waits for more requests. It starts anew when there are any. */
  close(): Promise<void>;
}
