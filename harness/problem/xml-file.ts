import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { formatBytes } from '../../lib/index.js';
import { invalid, type Package } from './package.js';
import { parseXml, type XmlElement } from './xml.js';
import type { XmlCaps } from './xml-guard.js';
import { XmlRefused } from './xml-refused.js';

/** An XML file of a package, as its root element. */
export interface XmlFile {
  /** As messages name it. */
  readonly path: string;
  readonly root: XmlElement;
}

/**
 * Reads an XML file.
 *
 * @param file absolute, symlinks resolved: surely in the package
 * @throws BailiffError INVALID_PROBLEM naming file and line
 */
export async function readXml(from: Package, path: string, file: string, caps: XmlCaps): Promise<XmlFile> {
  const bytes = await readBytes(file, caps.bytes);
  if (!bytes) throw invalid(from, `"${path}" is larger than ${formatBytes(caps.bytes)}`);
  return { path, root: within(from, path, () => parseXml(bytes, caps)) };
}

/** Does what may throw XmlRefused, and names the file then. */
export function within<T>(from: Package, path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof XmlRefused)) throw cause;
    throw invalid(from, `"${path}" line ${cause.line}: ${cause.message}`, cause);
  }
}

/** The bytes of a file, not through a symlink; `undefined` when there are more than `maxBytes`. */
export async function readBytes(file: string, maxBytes: number): Promise<Buffer | undefined> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  const { size } = await handle.stat();
  if (size > maxBytes) return undefined;
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}
