import { lstat, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BailiffError } from '../errors.js';

const HOUR_MS = 3_600_000;
const KEPT_MS = 30 * 24 * HOUR_MS;
const TIDY_MS = 24 * HOUR_MS; // there may be thousands of them
const TIDIED = '.tidied'; // no session has such a name; its own time is when somebody looked last

const Note = z.object({ how: z.enum(['removed', 'expired']), at: z.number() });

export type Going = z.infer<typeof Note>['how'];

/** Notes on sessions that went, for who asks for one later: a file for each, named by its id. */
export class Gone {
  constructor(readonly folder: string) {}

  /** Notes how a session went. */
  async note(id: string, how: Going): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(join(this.folder, id), JSON.stringify({ how, at: Date.now() }), { mode: 0o600 });
  }

  /** There is one of that name again. */
  async takeBack(id: string): Promise<void> {
    await rm(join(this.folder, id), { force: true });
  }

  /** Throws for an id that leads to nothing, and says what became of it. */
  async explain(id: string): Promise<never> {
    const note = await this.#read(id);
    if (!note)
      throw new BailiffError(
        'SESSION_NOT_FOUND',
        `Cannot find the session "${id}": there is none of that name; see: bailiff session list`,
      );
    const at = new Date(note.at).toISOString();
    if (note.how === 'expired')
      throw new BailiffError(
        'SESSION_EXPIRED',
        `Cannot open the session "${id}": it expired at ${at} after a time without calls (option idle.expireMs)`,
      );
    throw new BailiffError('SESSION_CLOSED', `Cannot open the session "${id}": it was removed at ${at}`);
  }

  /** Forgets those that went long ago; looks once a day, whoever asks. */
  async forget(): Promise<void> {
    const now = Date.now();
    const lastAt = await this.#timeOf(TIDIED);
    if (lastAt !== undefined && now - lastAt < TIDY_MS) return;
    const names = await readdir(this.folder).catch(() => []);
    if (names.length === 0) return;
    // First, so that of many who look one does the work; on a full disk, which stays without it, everybody does.
    await writeFile(join(this.folder, TIDIED), '', { mode: 0o600 }).catch(() => undefined);
    for (const name of names) {
      const wentAt = await this.#timeOf(name);
      if (wentAt !== undefined && now - wentAt > KEPT_MS) await this.takeBack(name);
    }
  }

  /** What a crash or a full disk has left half written says nothing. */
  async #read(id: string): Promise<z.infer<typeof Note> | undefined> {
    try {
      return Note.safeParse(JSON.parse(await readFile(join(this.folder, id), 'utf8'))).data;
    } catch {
      return undefined;
    }
  }

  async #timeOf(name: string): Promise<number | undefined> {
    return (await lstat(join(this.folder, name)).catch(() => undefined))?.mtimeMs;
  }
}
