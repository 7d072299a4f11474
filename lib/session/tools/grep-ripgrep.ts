import { BailiffError } from '../../errors.js';
import { decodeName, nameOfBytes, workspacePath } from '../files/names.js';
import type { WorkspaceJail } from '../workspace-jail.js';
import { cutLine } from './bounded.js';
import type { GrepMatch, GrepResult, Search } from './grep.js';
import { LINE_CHARACTERS, MAX_FILE_BYTES } from './grep-here.js';

const WALL_MS = 60_000;
const STDOUT_BYTES = 64 * 2 ** 20;
const NOT_FOUND = 127;

/** A text in ripgrep's JSON: bytes where it is none. */
interface Said {
  readonly text?: string;
  readonly bytes?: string;
}

/** `undefined` when there is no ripgrep. Its settings files and ignore files are not read: the same is found everywhere. */
export async function grepWithRipgrep(jail: WorkspaceJail, search: Search): Promise<GrepResult | undefined> {
  const enough = new AbortController();
  const matches: GrepMatch[] = [];
  const folder = nameOfBytes(workspacePath(search.folder).toString('latin1'));
  let rest = Buffer.alloc(0);
  const onStdout = (chunk: Uint8Array) => {
    const data = Buffer.concat([rest, chunk]);
    const end = data.lastIndexOf(0x0a) + 1;
    rest = data.subarray(end);
    for (const line of data.toString('utf8', 0, end).split('\n')) take(line, folder, search, matches);
    if (matches.length > search.most) enough.abort();
  };
  try {
    const { exitCode, stderr } = await jail.run(argvOf(search, folder), {
      onStdout,
      wallMs: WALL_MS,
      stdoutBytes: STDOUT_BYTES,
      signal: AbortSignal.any([search.signal, enough.signal]),
    });
    if (exitCode === NOT_FOUND) return undefined;
    if (exitCode === 2 && matches.length === 0 && /regex/i.test(stderr))
      throw new BailiffError('INVALID_PATTERN', `Cannot search: ${stderr.trim().split('\n').at(-1)}`);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (!enough.signal.aborted) throw error;
  }
  return {
    matches: matches.slice(0, search.most),
    truncated: matches.length > search.most,
    engine: 'ripgrep',
  };
}

function argvOf({ pattern, ignoreCase, literal, leaveOut }: Search, folder: string): string[] {
  return [
    ...[
      'rg',
      '--json',
      '--no-config',
      '--no-ignore',
      '--hidden',
      '--no-messages',
      '--crlf',
      '--sort',
      'path',
    ],
    ...['--max-filesize', String(MAX_FILE_BYTES), ignoreCase ? '--ignore-case' : '--case-sensitive'],
    ...(literal ? ['--fixed-strings'] : []),
    ...leaveOut.flatMap((name) => ['--glob', `!**/${name.replaceAll(/[\\*?[\]{}!]/g, '\\$&')}/**`]),
    ...['--regexp', pattern, '--', folder === '' ? './' : `./${folder}`],
  ];
}

function take(line: string, folder: string, { wants, most }: Search, matches: GrepMatch[]): void {
  if (line === '' || matches.length > most) return;
  const { type, data } = JSON.parse(line) as {
    type: string;
    data: { path: Said; lines: Said; line_number: number };
  };
  if (type !== 'match') return;
  const path = textOf(data.path).slice(folder === '' ? 2 : folder.length + 3); // "./folder/"
  const text = textOf(data.lines).replace(/\r?\n$/, '');
  if (wants(path)) matches.push({ path, line: data.line_number, text: cutLine(text, LINE_CHARACTERS) });
}

function textOf({ text, bytes }: Said): string {
  return text ?? decodeName(Buffer.from(bytes ?? '', 'base64'));
}

function isMissing(error: unknown): boolean {
  if (error instanceof BailiffError) return error.code === 'PROGRAM_NOT_STARTED';
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
