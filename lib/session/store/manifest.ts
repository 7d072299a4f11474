import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BailiffError } from '../../errors.js';
import type { Entry } from '../files/protocol.js';
import type { Layout } from './layout.js';

const ID = /^[0-9a-f]{32}$/;
const TOKEN = /^([0-9a-f]{32})(\.[0-9a-f]{8})?$/;
const HEADER_BYTES = 4_096;

const Header = z.object({
  version: z.literal(1),
  createdAt: z.number(),
  label: z.string(),
  files: z.number(),
  bytes: z.number(),
  /** What it added to the store. */
  addedBytes: z.number(),
});

/** Where a content is: which pack, from where on, how long, its SHA-256, and whether holes are left out of it. */
const Blob = z.tuple([z.number(), z.number(), z.number(), z.string(), z.boolean()]);
const StoredEntry = z.object({
  /** A byte string, relative to the workspace. */
  path: z.string(),
  mode: z.number(),
  mtimeNs: z.string(),
  size: z.number(),
  blob: Blob.optional(),
  target: z.string().optional(),
  /** What stat(2) said of the file whose content it is; empty when that says nothing. */
  stamp: z.string(),
});
const Body = z.object({
  packs: z.array(z.string().regex(/^[0-9a-f]{32}\.pack$/)),
  skipped: z.array(z.string()),
  entries: z.array(StoredEntry),
});

export type Header = z.infer<typeof Header>;
export type StoredEntry = z.infer<typeof StoredEntry>;
export type Blob = z.infer<typeof Blob>;
export interface Manifest extends Header, z.infer<typeof Body> {}

/** The id is the hash of the rest: who knows the id knows whether the file is whole. */
export function encodeManifest(manifest: Manifest): { readonly id: string; readonly text: string } {
  const { packs, skipped, entries, ...header } = manifest;
  const text = `${JSON.stringify(header)}\n${JSON.stringify({ packs, skipped, entries })}\n`;
  return { id: hashOf(text), text };
}

/** @throws BailiffError SNAPSHOT_NOT_FOUND, STORE_DAMAGED */
export async function readManifest({ snapshots }: Layout, id: string): Promise<Manifest> {
  if (!ID.test(id)) throw notFound(id);
  const text = await readFile(join(snapshots, id), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT'
      ? notFound(id)
      : damaged(id, `its list cannot be read (${cause.code})`, cause);
  });
  if (hashOf(text) !== id) throw damaged(id, 'its list is not what was written');
  const [header, body] = text.split('\n');
  try {
    return { ...Header.parse(JSON.parse(header!)), ...(JSON.parse(body!) as z.infer<typeof Body>) };
  } catch (cause) {
    throw damaged(id, 'its list cannot be understood', cause);
  }
}

/** The first line alone; `undefined` when there is none. */
export async function readHeader({ snapshots }: Layout, id: string): Promise<Header | undefined> {
  try {
    await using file = await open(join(snapshots, id), 'r');
    const start = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await file.read(start, 0, HEADER_BYTES, 0);
    return Header.parse(JSON.parse(start.toString('utf8', 0, bytesRead).split('\n')[0]!));
  } catch {
    return undefined;
  }
}

/** What `since` says: a snapshot, and in which workspace its files were put since. */
export function parseSince(since: string): { readonly id: string; readonly mark: string | undefined } {
  const match = TOKEN.exec(since);
  if (!match) throw notFound(since);
  return { id: match[1]!, mark: match[2] ? since : undefined };
}

/** Equal for as long as nobody changed the file, its inode or its name's file. */
export function stampOf(entry: Pick<Entry, 'ino' | 'size' | 'mode' | 'mtimeNs' | 'ctimeNs'>): string {
  return `${entry.ino} ${entry.size} ${entry.mode} ${entry.mtimeNs} ${entry.ctimeNs}`;
}

export function damaged(id: string, why: string, cause?: unknown): BailiffError {
  return new BailiffError('STORE_DAMAGED', `Cannot use the snapshot ${id}: ${why}; remove it`, { cause });
}

export function isSnapshotId(name: string): boolean {
  return ID.test(name);
}

function notFound(id: string): BailiffError {
  return new BailiffError(
    'SNAPSHOT_NOT_FOUND',
    `Cannot find the snapshot ${JSON.stringify(id)}: it is not, or no longer, in the store`,
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
