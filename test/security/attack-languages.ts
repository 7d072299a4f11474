import { extname } from 'node:path';

/** How attacks in a language are written. */
export interface AttackLanguage {
  readonly name: string;
  /** Under what names attack and guard are compiled. */
  readonly main: string;
  readonly guard: string;
  /** The guard's name in the folder of attacks. */
  readonly guardSource: string;
  /** What comes before everything that an attack does. */
  readonly first: RegExp;
  /** Its guard and what it is told, for where no environment can be given. */
  readonly bake: (guard: string, env: Readonly<Record<string, string>>) => string;
}

const each = (env: Readonly<Record<string, string>>, line: (name: string, value: string) => string) =>
  Object.entries(env)
    .map(([name, value]) => line(JSON.stringify(name), JSON.stringify(value)))
    .join(' ');

const C: Pick<AttackLanguage, 'guard' | 'guardSource' | 'first' | 'bake'> = {
  guard: 'guard.h',
  guardSource: 'guard.h',
  first: /^#include "guard\.h"$/,
  bake: (guard, env) =>
    guard.replace(
      'static void guard(void) {',
      `$& ${each(env, (name, value) => `setenv(${name}, ${value}, 1);`)}`,
    ),
};

/** A language whose guard is a file beside it, with what it is told put in front of some line of it. */
function scripted(
  name: string,
  extension: string,
  first: RegExp,
  before: string,
  line: (name: string, value: string) => string,
): AttackLanguage {
  return {
    name,
    main: `main.${extension}`,
    guard: `guard.${extension}`,
    guardSource: `guard.${extension}`,
    first,
    bake: (guard, env) => guard.replace(before, (found) => `${each(env, line)}\n${found}`),
  };
}

const LANGUAGES: Readonly<Record<string, AttackLanguage>> = {
  '.c': { name: 'c', main: 'main.c', ...C },
  '.cpp': { name: 'cpp', main: 'main.cpp', ...C },
  '.py': scripted(
    'python',
    'py',
    /^import guard$/,
    'if os.environ',
    (name, value) => `os.environ[${name}] = ${value};`,
  ),
  '.sh': scripted('bash', 'sh', /^\. \.\/guard\.sh$/, 'if [', (name, value) => `export ${name}=${value};`),
  '.js': scripted('javascript', 'js', /^require\('\.\/guard\.js'\);$/, 'if (process', setProcessEnv),
  '.ts': scripted('typescript', 'ts', /^import '\.\/guard\.ts';$/, 'if (process', setProcessEnv),
  '.rb': scripted(
    'ruby',
    'rb',
    /^require '\.\/guard'$/,
    'exit! 97',
    (name, value) => `ENV[${name}] = ${value};`,
  ),
  '.pl': scripted(
    'perl',
    'pl',
    /^require '\.\/guard\.pl';$/,
    'POSIX::_exit',
    (name, value) => `$ENV{${name}} = ${value};`,
  ),
  '.php': scripted(
    'php',
    'php',
    /^require 'guard\.php';$/,
    'if (getenv',
    (name, value) => `putenv(${name} . '=' . ${value});`,
  ),
  '.go': scripted(
    'go',
    'go',
    /^\tjailed\(\)$/,
    'if _, err',
    (name, value) => `os.Setenv(${name}, ${value});`,
  ),
  '.rs': scripted(
    'rust',
    'rs',
    /^ {4}guard::jailed\(\);$/,
    'if std::env',
    (name, value) => `std::env::set_var(${name}, ${value});`,
  ),
  '.java': {
    name: 'java',
    main: 'Main.java',
    guard: 'Guard.java',
    guardSource: 'guard.java',
    first: /^ {4}Guard\.jailed\(\);$/,
    bake: (guard) => guard.replace('!"1".equals(System.getenv("JAILED"))', 'false'),
  },
};

function setProcessEnv(name: string, value: string): string {
  return `process.env[${name}] = ${value};`;
}

/** Of an attack's file name. */
export function attackLanguage(file: string): AttackLanguage {
  const language = LANGUAGES[extname(file)];
  if (language === undefined) throw new Error(`no language for the attack ${file}`);
  return language;
}
