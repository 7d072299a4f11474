import { isUtf8 } from 'node:buffer';
import { BailiffError } from '../../errors.js';
import { WORKSPACE } from '../environment.js';

/** A path in the workspace: relative, or absolute below /workspace. As bytes where it is no text. */
export type WorkspacePath = string | Uint8Array;

const LONE = 0xdc00; // a byte that is no UTF-8 is the lone surrogate 0xdc00 + byte, as Python has it

/** The bytes of a name as a string, from which {@link encodeName} gets the same bytes back, whatever they are. */
export function decodeName(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  let text = '';
  for (let at = 0; at < buffer.length; ) {
    const length = [1, 2, 3, 4].find((n) => at + n <= buffer.length && isUtf8(buffer.subarray(at, at + n)));
    text += length ? buffer.toString('utf8', at, at + length) : String.fromCharCode(LONE + buffer[at]!);
    at += length ?? 1;
  }
  return text;
}

/** The bytes of a name. @throws BailiffError INVALID_PATH for a NUL, or surrogates that stand for no byte. */
export function encodeName(name: string): Buffer {
  if (name.includes('\0')) throw invalid(name, 'contains a NUL byte');
  if (name.isWellFormed()) return Buffer.from(name);
  const parts = name.match(/[\ud800-\udbff][\udc00-\udfff]|[\udc80-\udcff]|[^\ud800-\udfff]+/g) ?? [];
  if (parts.join('') !== name) throw invalid(name, 'is not well-formed text');
  return Buffer.concat(
    parts.map((part) => (part.isWellFormed() ? Buffer.from(part) : Buffer.from([part.charCodeAt(0) - LONE]))),
  );
}

/** Names as byte strings, one character a byte: what maps and indexes use. */
export function byteString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** A byte string as people and the API see it. */
export function nameOfBytes(bytes: string): string {
  return !/[\x80-\xff]/.test(bytes) ? bytes : decodeName(Buffer.from(bytes, 'latin1'));
}

/**
 * A path as the tool in the jail takes it: relative bytes, without empty parts and "."; "" is the workspace.
 * Parts ".." are left to the kernel, which lets nothing out.
 *
 * @throws BailiffError INVALID_PATH when it is absolute and not below /workspace.
 */
export function workspacePath(path: WorkspacePath): Buffer {
  const given = typeof path === 'string' ? encodeName(path).toString('latin1') : byteString(path);
  if (given.includes('\0')) throw invalid(nameOfBytes(given), 'contains a NUL byte');
  const isAbsolute = given.startsWith('/');
  const parts = given.split('/').filter((part) => part !== '' && part !== '.');
  if (isAbsolute && parts.shift() !== WORKSPACE.slice(1))
    throw invalid(nameOfBytes(given), `is not below ${WORKSPACE}`);
  return Buffer.from(parts.join('/'), 'latin1');
}

/** A path as errors show it. */
export function shownPath(path: WorkspacePath): string {
  return typeof path === 'string' ? path : decodeName(path);
}

function invalid(path: string, how: string): BailiffError {
  return new BailiffError(
    'INVALID_PATH',
    `Cannot use the path ${JSON.stringify(path)}: it ${how}; give a path in the workspace such as "src/main.c"`,
  );
}
