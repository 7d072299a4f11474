import { z } from 'zod';
import { BailiffError } from '../errors.js';
import { isPlainMeta } from './plain.js';

/** The file of a session's folder that holds it. */
export const META = 'meta.json';

/** A workspace that was damaged or missing when it was opened, and what it is now. */
const Recovered = z.object({
  at: z.number(),
  /** What was wrong with it. */
  reason: z.string(),
  /** `repair`: as it was, put in order; else the id of a snapshot, and when that was taken. */
  from: z.union([
    z.object({ kind: z.literal('repair') }),
    z.object({ kind: z.literal('snapshot'), id: z.string(), takenAt: z.number() }),
  ]),
  /** Where on the host the damaged one is, until the next is damaged, or the session is removed. */
  kept: z.string().optional(),
});

export type Recovered = Readonly<z.infer<typeof Recovered>>;

const SnapshotFailed = z.object({ at: z.number(), reason: z.string() });

export type SnapshotFailed = Readonly<z.infer<typeof SnapshotFailed>>;

/** What the host knows of a session. Nothing in it was written by a jail. */
export const SessionMeta = z.object({
  version: z.literal(1),
  id: z.string(),
  createdAt: z.number(),
  usedAt: z.number(),
  kind: z.enum(['image', 'folder']),
  workspaceBytes: z.number(),
  workspaceFiles: z.number(),
  stopMs: z.number(),
  expireMs: z.number(),
  language: z.string().optional(),
  libraries: z.array(z.string()).optional(),
  env: z.record(z.string(), z.string()),
  limits: z.record(z.string(), z.number()),
  /** The newest snapshot of it. */
  snapshot: z.string().optional(),
  /** All of its own, the newest last; so that nobody looks through those of others. */
  snapshots: z.array(z.object({ id: z.string(), at: z.number() })).optional(),
  /** Which of them stay, unless it is the usual. */
  retention: z.object({ count: z.number().optional(), maxAgeMs: z.number().optional() }).optional(),
  /** How its workspace came back when it was damaged, the last time that it was. */
  recovered: Recovered.optional(),
  /** Why there is no snapshot of when it was stopped last; the workspace stays all the same. */
  snapshotFailed: SnapshotFailed.optional(),
});

export type SessionMeta = z.infer<typeof SessionMeta>;

export function isExpired({ usedAt, expireMs }: SessionMeta): boolean {
  return Date.now() > usedAt + expireMs;
}

/** @throws BailiffError STORAGE_FAILED */
export function parseMeta(id: string, text: string): SessionMeta {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainMeta(value) ? value : SessionMeta.parse(value);
  } catch (cause) {
    throw new BailiffError(
      'STORAGE_FAILED',
      `Cannot read what is known of the session "${id}": its ${META} is damaged`,
      { cause },
    );
  }
}
