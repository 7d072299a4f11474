import { setImmediate as turn } from 'node:timers/promises';
import { readWhole } from '../files/content.js';
import { isFileError } from '../files/file-error.js';
import { encodeName, workspacePath } from '../files/names.js';
import { kindOf } from '../files/stats.js';
import { withConversation } from '../files/talk.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { cutLine } from './bounded.js';
import type { GrepMatch, GrepResult, Search } from './grep.js';
import { listing } from './listing.js';

export const MAX_FILE_BYTES = 8 * 2 ** 20;
export const LINE_CHARACTERS = 500;
const TURN_MS = 10; // others have the event loop then
const AHEAD = 16;

/** Reads the files through the jail, and searches here, with an engine whose time is linear. */
export async function grepHere(jail: WorkspaceJail, search: Search): Promise<GrepResult> {
  const found = await listing(jail, search.folder, search.leaveOut, search.signal);
  const files = found.filter(
    ({ path, entry }) => kindOf(entry.mode) === 'file' && entry.size <= MAX_FILE_BYTES && search.wants(path),
  );
  const matches: GrepMatch[] = [];
  const folder = workspacePath(search.folder);
  const under = folder.length === 0 ? folder : Buffer.concat([folder, Buffer.from('/')]);
  await withConversation(
    jail,
    async (tool) => {
      const waiting: { path: string; bytes: Promise<Buffer | undefined> }[] = [];
      const rest = files.values();
      for (;;) {
        while (waiting.length < AHEAD) {
          const next = rest.next().value;
          if (!next) break;
          const from = Buffer.concat([under, encodeName(next.path)]);
          const bytes = readWhole(tool, from, next.path, MAX_FILE_BYTES).then((read) => read.bytes, gone);
          bytes.catch(() => undefined);
          waiting.push({ path: next.path, bytes });
        }
        const file = waiting.shift();
        if (!file || matches.length > search.most) return;
        const bytes = await file.bytes;
        if (bytes && !bytes.includes(0)) await searchText(bytes.toString(), file.path, search, matches);
      }
    },
    search.signal,
  );
  return {
    matches: matches.slice(0, search.most),
    truncated: matches.length > search.most,
    engine: 'built-in',
  };
}

function gone(error: unknown): undefined {
  if (['ENOENT', 'EACCES', 'EFBIG', 'EINVAL', 'ENOTDIR'].some((code) => isFileError(error, code)))
    return undefined;
  throw error;
}

async function searchText(
  text: string,
  path: string,
  { regex, most, signal }: Search,
  matches: GrepMatch[],
): Promise<void> {
  let since = performance.now();
  let number = 0;
  for (let start = 0; start < text.length && matches.length <= most; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
    number++;
    if (regex.matcher(line).find())
      matches.push({ path, line: number, text: cutLine(line, LINE_CHARACTERS) });
    start = end < 0 ? text.length : end + 1;
    if (performance.now() - since < TURN_MS) continue;
    await turn();
    signal.throwIfAborted();
    since = performance.now();
  }
}
