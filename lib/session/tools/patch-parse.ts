import { BailiffError } from '../../errors.js';

/** One hunk. Lines are without their ends. */
export interface Hunk {
  /** Where it was in the old file, from 1 on. */
  readonly oldStart: number;
  readonly lines: readonly { readonly kind: ' ' | '-' | '+'; readonly text: string }[];
  /** "\ No newline at end of file" after the last old, and the last new line. */
  readonly oldEndsOpen: boolean;
  readonly newEndsOpen: boolean;
}

/** What a patch does to one file. A path that is undefined is /dev/null. */
export interface FilePatch {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly mode: number | undefined;
  readonly hunks: readonly Hunk[];
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const MAX_FILES = 1_000;

interface Head {
  git: readonly [string, string] | undefined;
  from: string | undefined;
  to: string | undefined;
  isNew: boolean;
  isDeleted: boolean;
  mode: number | undefined;
  saysNames: boolean;
}

/**
 * Reads a unified diff of any number of files, as diff, git diff and people write it. Prefixes a/ and b/ are taken off.
 *
 * @throws BailiffError EDIT_REFUSED that names the line of the patch.
 */
export function parsePatch(patch: string): FilePatch[] {
  const lines = patch.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const files: FilePatch[] = [];
  let at = 0;
  while (at < lines.length) {
    const head = newHead();
    at = readHead(lines, at, head);
    const hunks: Hunk[] = [];
    while (at < lines.length && HUNK.test(lines[at]!)) {
      const read = readHunk(lines, at);
      hunks.push(read.hunk);
      at = read.next;
    }
    const file = fileOf(head, hunks);
    if (file) files.push(file);
    else if (hunks.length > 0) throw refused(at, 'a hunk without the name of a file before it');
    if (files.length > MAX_FILES) throw refused(at, `more than ${MAX_FILES} files`);
  }
  if (files.length === 0) throw refused(0, 'no file is named in it');
  return files;
}

function newHead(): Head {
  return {
    git: undefined,
    from: undefined,
    to: undefined,
    isNew: false,
    isDeleted: false,
    mode: undefined,
    saysNames: false,
  };
}

/** Up to the first hunk, or to the next file. What else stands there is for people. */
function readHead(lines: readonly string[], start: number, head: Head): number {
  let at = start;
  for (; at < lines.length && !HUNK.test(lines[at]!); at++) {
    const line = lines[at]!.replace(/\r$/, '');
    const git = /^diff --git ("(?:[^"\\]|\\.)*"|a\/.*?) ("(?:[^"\\]|\\.)*"|b\/.*)$/.exec(line);
    const isNext = git !== null || (line.startsWith('--- ') && lines[at + 1]?.startsWith('+++ '));
    if (isNext && (head.saysNames || (git && head.git))) return at;
    if (git) head.git = [nameOf(git[1]!, 'a/'), nameOf(git[2]!, 'b/')];
    else if (isNext) {
      head.saysNames = true;
      head.from = namedFile(line, 'a/');
      head.to = namedFile(lines[++at]!, 'b/');
    } else readExtra(line, head);
  }
  return at;
}

function readExtra(line: string, head: Head): void {
  const mode = /^(new file|deleted file|new) mode 100(\d{3})$/.exec(line);
  if (line.startsWith('new file')) head.isNew = true;
  if (line.startsWith('deleted file')) head.isDeleted = true;
  if (mode && mode[1] !== 'deleted file') head.mode = Number.parseInt(mode[2]!, 8);
  if (
    /^(new file|deleted file|new) mode (120|160)/.test(line) ||
    /^(GIT binary patch|Binary files )/.test(line)
  )
    throw new BailiffError(
      'EDIT_REFUSED',
      `Cannot apply the patch: links and binary files are not patched (${JSON.stringify(line)})`,
    );
  if (line.startsWith('copy from '))
    throw new BailiffError('EDIT_REFUSED', 'Cannot apply the patch: it copies files, which is not done');
}

function fileOf(head: Head, hunks: readonly Hunk[]): FilePatch | undefined {
  if (!head.saysNames && !head.git) return undefined;
  const from = head.isNew ? undefined : head.saysNames ? head.from : head.git?.[0];
  const to = head.isDeleted ? undefined : head.saysNames ? head.to : head.git?.[1];
  if (head.git && !head.saysNames && hunks.length === 0 && from === to && head.mode === undefined)
    return undefined;
  return { from, to, mode: head.mode, hunks };
}

function readHunk(lines: readonly string[], start: number): { hunk: Hunk; next: number } {
  const [, oldStart, oldCount = '1', , newCount = '1'] = HUNK.exec(lines[start]!)!;
  let [oldLeft, newLeft] = [Number(oldCount), Number(newCount)];
  const read: { kind: ' ' | '-' | '+'; text: string }[] = [];
  const open = { old: false, new: false };
  let at = start + 1;
  for (; oldLeft > 0 || newLeft > 0 || lines[at]?.startsWith('\\'); at++) {
    const line = lines[at];
    if (line === undefined) throw refused(at, 'the last hunk is cut short');
    const kind = line === '' || line === '\r' ? ' ' : line[0]!; // editors take blanks off the ends of lines
    if (kind === '\\') {
      const last = read.at(-1)?.kind;
      if (last !== '+') open.old = true;
      if (last !== '-') open.new = true;
      continue;
    }
    if (kind !== ' ' && kind !== '-' && kind !== '+')
      throw refused(at + 1, `a line of a hunk begins with ${JSON.stringify(kind)}`);
    if (kind !== '+') oldLeft--;
    if (kind !== '-') newLeft--;
    if (oldLeft < 0 || newLeft < 0) throw refused(at + 1, 'the hunk has more lines than its first line says');
    read.push({ kind, text: line === '' ? '' : line.slice(line === '\r' ? 0 : 1) });
  }
  return {
    hunk: { oldStart: Number(oldStart), lines: read, oldEndsOpen: open.old, newEndsOpen: open.new },
    next: at,
  };
}

/** Of a "---" or "+++" line: without the time that diff puts behind a tab. */
function namedFile(line: string, prefix: string): string | undefined {
  const name = line.slice(4).replace(/\r$/, '').split('\t')[0]!;
  return name === '/dev/null' ? undefined : nameOf(name, prefix);
}

/** Names in quotes have C escapes, by which git writes bytes. */
function nameOf(given: string, prefix: string): string {
  const name = given.startsWith('"') ? unquoted(given.slice(1, -1)) : given;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\' };

function unquoted(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  const plain = bytes.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );
  return Buffer.from(plain, 'latin1').toString();
}

function refused(line: number, why: string): BailiffError {
  return new BailiffError('EDIT_REFUSED', `Cannot read the patch (line ${line}): ${why}`);
}
