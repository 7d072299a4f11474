import { Readable } from 'node:stream';
import type { WorkspaceJail } from '../workspace-jail.js';
import { archive } from './archive.js';
import { putFrame, readRange, readWhole, writeChunks } from './content.js';
import { download } from './download.js';
import { isFileError } from './file-error.js';
import { nameOfBytes, shownPath, type WorkspacePath, workspacePath } from './names.js';
import { changesOf } from './names-changed.js';
import { ASK, CONTENT_BYTES, encodeAsk, ended, REMOVE, WRITE } from './protocol.js';
import type { FileToWrite, ReadFileOptions, SessionFiles, WriteFileOptions } from './session-files.js';
import { FileEntry, FileStats } from './stats.js';
import { createTalk, type Talk, withConversation } from './talk.js';
import { unpack } from './unpack.js';
import { upload } from './upload.js';
import { walk } from './walk.js';
import { watch } from './watch.js';
import { writeMany } from './write-many.js';

const MAX_READ_BYTES = 64 * 2 ** 20;
const MAX_ENTRIES = 1_000_000;
const FILE_MODE = 0o666;
const FLAGS = {
  w: 0,
  wx: WRITE.NEW,
  a: WRITE.APPEND,
  ax: WRITE.APPEND | WRITE.NEW,
  'r+': WRITE.KEEP,
} as const;

/** The files of a workspace, worked on by a tool within jails: the host itself opens nothing there. */
export function openFiles(jail: WorkspaceJail): SessionFiles {
  const talk = createTalk(jail);
  return {
    ...(reading(talk) as Pick<SessionFiles, 'readFile' | 'readdir' | 'createReadStream'>),
    ...writing(talk),
    ...changesOf(talk),
    stat: (path) => facts(talk, 'stat', path),
    lstat: (path) => facts(talk, 'lstat', path),
    access: async (path) => void (await facts(talk, 'stat', path)),
    exists: (path) => facts(talk, 'stat', path).then(() => true, missing),
    upload: (source, to, options) => upload(jail, source, to, options),
    download: (path, to, options) => download(jail, path, to, options),
    archive: (path, options) => archive(talk, path, options),
    unpack: (source, to, options) => unpack(jail, source, to, options),
    watch: (path, options) => watch(talk, path, options),
    close: () => talk.close(),
  };
}

async function facts(talk: Talk, syscall: 'stat' | 'lstat', path: WorkspacePath): Promise<FileStats> {
  const frame = encodeAsk(ASK.STAT, syscall === 'stat' ? 1 : 0, ended(workspacePath(path)));
  return new FileStats((await talk.ask(frame, { syscall, path: shownPath(path) }))!);
}

function missing(error: unknown): false {
  if (isFileError(error, 'ENOENT') || isFileError(error, 'ENOTDIR')) return false;
  throw error;
}

function reading(talk: Talk) {
  return {
    async readFile(path: WorkspacePath, options: BufferEncoding | ReadFileOptions = {}) {
      const { encoding, maxBytes = MAX_READ_BYTES } =
        typeof options === 'string' ? { encoding: options } : options;
      const { bytes } = await readWhole(talk, workspacePath(path), shownPath(path), maxBytes);
      return encoding ? bytes.toString(encoding) : bytes;
    },
    async readdir(path: WorkspacePath, options: { withFileTypes?: boolean; recursive?: boolean } = {}) {
      const found: (string | FileEntry)[] = [];
      const depth = options.recursive ? undefined : 1;
      await walk(talk, path, { depth, most: MAX_ENTRIES }, (at, entry) => {
        if (!options.withFileTypes) return found.push(nameOfBytes(at));
        const between = at.slice(0, -entry.name.length - 1);
        return found.push(
          new FileEntry(entry, [shownPath(path), nameOfBytes(between)].filter(Boolean).join('/')),
        );
      });
      return found;
    },
    createReadStream(path: WorkspacePath, range: { start?: number; end?: number } = {}) {
      const bytes = workspacePath(path);
      const end = range.end === undefined ? undefined : range.end + 1; // as in node:fs it is the last byte
      return Readable.from(readRange(talk, bytes, shownPath(path), { start: range.start, end }), {
        objectMode: false,
      });
    },
  };
}

function writing(talk: Talk) {
  const writeFile: SessionFiles['writeFile'] = async (path, data, options = {}) => {
    const { mode, flag = 'w', parents = false } = options;
    const how = {
      flags: FLAGS[flag] | (parents ? WRITE.PARENTS : 0) | modeFlag(mode),
      mode: mode ?? FILE_MODE,
    };
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const [to, shown] = [workspacePath(path), shownPath(path)];
    if (bytes instanceof Uint8Array && bytes.length <= CONTENT_BYTES)
      return void (await talk.ask(putFrame(to, bytes, how), { syscall: 'open', path: shown }));
    const chunks = bytes instanceof Uint8Array ? [bytes] : bytes;
    await withConversation(talk.jail, (tool) => writeChunks(tool, to, shown, chunks, how), options.signal);
  };
  return {
    writeFile,
    appendFile: (path: WorkspacePath, data: string | Uint8Array, options: WriteFileOptions = {}) =>
      writeFile(path, data, { ...options, flag: 'a' }),
    writeFiles: (files: Iterable<FileToWrite> | AsyncIterable<FileToWrite>) => writeMany(talk.jail, files),
    async rm(path: WorkspacePath, { recursive = false, force = false } = {}) {
      const flags = (recursive ? REMOVE.TREE : 0) | (force ? REMOVE.QUIETLY : 0);
      await talk.ask(encodeAsk(ASK.REMOVE, flags, ended(workspacePath(path))), {
        syscall: 'rm',
        path: shownPath(path),
      });
    },
  };
}

function modeFlag(mode: number | undefined): number {
  return mode === undefined ? 0 : WRITE.MODE;
}
