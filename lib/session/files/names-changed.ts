import { decodeName, encodeName, shownPath as shown, type WorkspacePath, workspacePath } from './names.js';
import { ASK, type AskType, encodeAsk, ended, REMOVE } from './protocol.js';
import type { SessionFiles } from './session-files.js';
import type { Talk } from './talk.js';

const FOLDER_MODE = 0o777;
const NS_PER_MS = 1e6;

type Changes = Pick<
  SessionFiles,
  | 'mkdir'
  | 'rmdir'
  | 'unlink'
  | 'rename'
  | 'link'
  | 'symlink'
  | 'readlink'
  | 'realpath'
  | 'chmod'
  | 'utimes'
  | 'truncate'
  | 'copyFile'
>;

/** What is done to names and what is known of them, by the names of node:fs/promises. */
export function changesOf(talk: Talk): Changes {
  const one = async (type: AskType, syscall: string, path: WorkspacePath, ...fields: (number | bigint)[]) => {
    const frame = encodeAsk(type, ...fields, ended(workspacePath(path)));
    await talk.ask(frame, { syscall, path: shown(path) });
  };
  const two = async (
    type: AskType,
    syscall: string,
    path: WorkspacePath,
    dest: WorkspacePath,
    ...fields: number[]
  ) => {
    const frame = encodeAsk(type, ...fields, ended(workspacePath(path)), ended(workspacePath(dest)));
    await talk.ask(frame, { syscall, path: shown(path), dest: shown(dest) });
  };
  const told = async (type: AskType, syscall: string, path: WorkspacePath) => {
    const chunks: Buffer[] = [];
    await talk.ask(
      encodeAsk(type, ended(workspacePath(path))),
      { syscall, path: shown(path) },
      (piece) => void (piece.type === 'content' && chunks.push(piece.bytes)),
    );
    return decodeName(Buffer.concat(chunks));
  };
  return {
    mkdir: (path, { recursive = false, mode = FOLDER_MODE } = {}) =>
      one(ASK.MKDIR, 'mkdir', path, recursive ? 1 : 0, mode),
    rmdir: (path) => one(ASK.REMOVE, 'rmdir', path, REMOVE.FOLDER),
    unlink: (path) => one(ASK.REMOVE, 'unlink', path, 0),
    rename: (from, to) => two(ASK.RENAME, 'rename', from, to),
    link: (existing, path) => two(ASK.LINK, 'link', existing, path),
    async symlink(target, path) {
      const text = typeof target === 'string' ? encodeName(target) : target;
      const frame = encodeAsk(ASK.SYMLINK, ended(text), ended(workspacePath(path)));
      await talk.ask(frame, { syscall: 'symlink', path: shown(target), dest: shown(path) });
    },
    readlink: (path) => told(ASK.READLINK, 'readlink', path),
    realpath: (path) => told(ASK.REALPATH, 'realpath', path),
    chmod: (path, mode) => one(ASK.CHMOD, 'chmod', path, mode),
    utimes: (path, atime, mtime) => one(ASK.UTIMES, 'utime', path, 1, inNs(atime), inNs(mtime)),
    truncate: (path, size = 0) => one(ASK.TRUNCATE, 'truncate', path, BigInt(size)),
    copyFile: (from, to, { exclusive = false } = {}) =>
      two(ASK.COPY, 'copyfile', from, to, exclusive ? 1 : 0),
  };
}

/** As in node:fs: a date, or seconds. */
function inNs(time: Date | number): bigint {
  const ms = typeof time === 'number' ? time * 1_000 : time.getTime();
  return BigInt(Math.round(ms * NS_PER_MS));
}
