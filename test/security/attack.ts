import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readEnv } from '../../lib/env.js';
import { resolveHome } from '../../lib/home.js';
import type { LimitsInput } from '../../lib/index.js';
import { packageRoot } from '../../lib/package-root.js';
import { loadInventory } from '../../toolchains/index.js';
import { HAS_CGROUPS } from '../support/requirements.js';
import { type AttackLanguage, attackLanguage } from './attack-languages.js';

const FOLDER = new URL('attacks/', import.meta.url);
const NATIVE = join(packageRoot(), 'lib', 'jail', 'native');
const GUARD = 'guard';
const OTHERS_MAY_ENTER = 0o001;
const KEYS = [
  'Tries',
  'Must',
  'Covers',
  'Uses',
  'Needs',
  'Limits',
  'Compile',
  'Expect',
  'Keeps',
  'Collect',
  'Loopback',
  'Within',
  'Charged',
  'Rounds',
];

/** A hostile program, and what its header says must come of it. */
export interface Attack {
  readonly name: string;
  readonly language: AttackLanguage;
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** What it tries, as a sentence without its end. */
  readonly tries: string;
  /** Entries of catalogue.ts. */
  readonly covers: readonly string[];
  /** Any of these outcomes, see `outcomeOf()`; `compile-failed` allows every way to fail. */
  readonly expect: readonly string[];
  /** Of the machine, without which it cannot be judged: `cgroup`, `x64`. */
  readonly needs: readonly string[];
  readonly limits: LimitsInput;
  readonly compileLimits: LimitsInput;
  /** Bytes of a stream that must be there, exactly. */
  readonly keeps: ReadonlyMap<'stdout' | 'stderr', number>;
  /** Files to bring back: their states (`a|b`: either), or for folders how many files of them come back. */
  readonly collect: ReadonlyMap<string, string>;
  /** Whether it is tried with a loopback device as well. */
  readonly loopback: boolean;
  /** The longest that it may run by its own figures, in milliseconds. */
  readonly withinMs?: number;
  /** The most CPU time that it may have been charged for, in milliseconds. */
  readonly chargedMs?: number;
  readonly rounds: number;
}

/** All attacks of the folder, by name. */
export async function readAttacks(): Promise<Attack[]> {
  const names = (await readdir(FOLDER)).filter((name) => !name.startsWith(`${GUARD}.`)).sort();
  return Promise.all(names.map(readAttack));
}

async function readAttack(file: string): Promise<Attack> {
  const language = attackLanguage(file);
  const [content, guard] = await Promise.all(
    [file, language.guardSource].map((name) => readFile(new URL(name, FOLDER), 'utf8')),
  );
  const header = readHeader(file, content!);
  const used = header.get('Uses');
  const list = (key: string) => (header.get(key) ?? '').split(/\s+/).filter(Boolean);
  return {
    name: file,
    language,
    files: [
      { path: language.main, content: content! },
      { path: language.guard, content: guard! },
      ...(used ? [{ path: used, content: await readFile(join(NATIVE, used), 'utf8') }] : []),
    ],
    tries: header.get('Tries')!.replace(/\.$/, ''),
    covers: list('Covers'),
    expect: header.get('Expect')!.split(' or '),
    needs: list('Needs'),
    limits: limitsOf(list('Limits')),
    compileLimits: limitsOf(list('Compile')),
    keeps: new Map(
      list('Keeps')
        .map(pair)
        .map(([stream, bytes]) => [stream as 'stdout' | 'stderr', Number(bytes)]),
    ),
    collect: new Map(list('Collect').map(pair)),
    loopback: header.get('Loopback') === 'both',
    withinMs: header.has('Within') ? Number(header.get('Within')) : undefined,
    chargedMs: header.has('Charged') ? Number(header.get('Charged')) : undefined,
    rounds: Number(header.get('Rounds') ?? 1),
  };
}

/**
 * Those that this machine can judge: it has the language, the processor and the cgroups that they need. For an
 * ordinary user there are no cgroups, and no toolchains in other people's homes.
 */
export async function possibleOf(attacks: readonly Attack[], asUser = false): Promise<ReadonlySet<Attack>> {
  const hasCgroups = HAS_CGROUPS && !asUser;
  const inventory = await loadInventory({ home: await resolveHome(), path: readEnv().path });
  const languages = new Set<string>();
  for (const { recipe, root } of inventory)
    if (!asUser || (await isOpenToAll(root))) languages.add(recipe.name);
  const isThere = (need: string) => (need === 'cgroup' ? hasCgroups : need === process.arch);
  return new Set(
    attacks.filter(({ language, needs }) => languages.has(language.name) && needs.every(isThere)),
  );
}

async function isOpenToAll(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & OTHERS_MAY_ENTER) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The lines `Key: value` of the first comment. */
function readHeader(file: string, content: string): ReadonlyMap<string, string> {
  const header = new Map<string, string>();
  for (const line of content.replace(/^<\?php\n/, '').split('\n')) {
    const [, key, value] = /^(?:\/\*| \*|\/\/|#) (\w+): (.+?)(?: \*\/)?$/.exec(line) ?? [];
    if (key === undefined || value === undefined) break;
    if (!KEYS.includes(key)) throw new Error(`unknown line "${key}" in the header of ${file}`);
    header.set(key, value);
  }
  for (const key of ['Tries', 'Must', 'Covers', 'Expect'])
    if (!header.has(key)) throw new Error(`${file} does not say "${key}:"`);
  return header;
}

function limitsOf(words: readonly string[]): LimitsInput {
  return Object.fromEntries(
    words.map(pair).map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]),
  );
}

function pair(word: string): [string, string] {
  const at = word.indexOf('=');
  return [word.slice(0, at), word.slice(at + 1)];
}
