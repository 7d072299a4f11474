import { LIMIT_NAMES } from './limits.js';

/**
 * What the options of most calls are: texts, numbers and bytes that a schema gives back as it got them. To let the
 * schemas find that out took a seventh of a run's time after a pause, when their code is in no cache. So they read
 * what is not as plain as this; what is, they would accept, and change nothing.
 */
export interface PlainOptions {
  readonly tests: ReadonlyMap<string, (value: unknown) => boolean>;
  /** The option that must be there. */
  readonly needed?: string;
}

/** An object with nothing but such options. */
export function isPlainly(value: unknown, { tests, needed }: PlainOptions): boolean {
  if (!isRecord(value) || (needed !== undefined && value[needed] === undefined)) return false;
  for (const name of Object.keys(value)) if (!tests.get(name)?.(value[name])) return false;
  return true;
}

/** Its texts, numbers, functions and bytes in lists and objects of their own: the caller may change those meanwhile. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const name of Object.keys(copy)) if (typeof copy[name] === 'object') copy[name] = copyOf(copy[name]);
  return copy as T;
}

/** What an object inherits is read by a schema too, and not among its keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

type Test = (value: unknown) => boolean;

export const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
export const isText: Test = (value) => typeof value === 'string' && !value.includes('\0');
const isBoolean: Test = (value) => typeof value === 'boolean';
export const isFunction: Test = (value) => typeof value === 'function';
const isContent: Test = (value) => typeof value === 'string' || value instanceof Uint8Array;
const isCount: Test = (value) => Number.isSafeInteger(value) && (value as number) > 0;
const isMode: Test = (value) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0o777;
const isEncoding: Test = (value) => value === 'utf8' || value === 'buffer';
const isSignal: Test = (value) => value instanceof AbortSignal;

function isTexts(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const text of value) if (!isText(text)) return false;
  return true;
}

function isArgv(value: unknown): boolean {
  return isTexts(value) && (value as string[]).length > 0 && (value as string[])[0] !== '';
}

export function isEnvironment(value: unknown): boolean {
  if (!isRecord(value)) return false;
  for (const name of Object.keys(value))
    if (name === '' || name.includes('=') || !isText(name) || !isText(value[name])) return false;
  return true;
}

const LIMITS: PlainOptions = { tests: new Map(LIMIT_NAMES.map((name) => [name, optional(isCount)])) };
const isLimits: Test = (value) => isPlainly(value, LIMITS);

const FILE: PlainOptions = {
  tests: new Map([
    ['path', isText],
    ['content', isContent],
    ['mode', optional(isMode)],
  ]),
  needed: 'path',
};

function isFiles(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const file of value) if (!isPlainly(file, FILE) || file.content === undefined) return false;
  return true;
}

const STEP = new Map<string, Test>([
  ['args', optional(isTexts)],
  ['stdin', optional(isContent)],
  ['env', optional(isEnvironment)],
  ['limits', optional(isLimits)],
  ['signal', optional(isSignal)],
  ['collect', optional(isTexts)],
  ['encoding', optional(isEncoding)],
  ['onStdout', optional(isFunction)],
  ['onStderr', optional(isFunction)],
  ['loopback', optional(isBoolean)],
  ['files', optional(isFiles)],
]);

/** Of `session.exec()`. */
export const PLAIN_EXEC: PlainOptions = {
  tests: new Map([...STEP].filter(([name]) => !['args', 'collect', 'loopback', 'files'].includes(name))),
};
/** Of `program.run()`. */
export const PLAIN_PROGRAM_RUN: PlainOptions = { tests: STEP };
/** Of `run()` for a program of the host. */
export const PLAIN_ARGV_RUN: PlainOptions = { tests: new Map([...STEP, ['argv', isArgv]]), needed: 'argv' };
/** Of `run()` for sources in a language. */
export const PLAIN_SOURCE_RUN: PlainOptions = {
  tests: new Map([
    ...STEP,
    ['language', isText],
    ['code', optional(isContent)],
    ['main', optional(isText)],
    ['compileLimits', optional(isLimits)],
    ['check', optional(isBoolean)],
  ]),
  needed: 'language',
};
