import type { z } from 'zod';
import { parse } from '../parse.js';
import {
  isEnvironment,
  isFunction,
  isPlainly,
  isRecord,
  isText,
  optional,
  type PlainOptions,
} from '../plain-options.js';
import type { SessionMeta } from './meta.js';
import { isRunner, SESSION_ID, SessionOptions } from './options.js';

/** Who opens or resumes a session mostly gives no more than these. See `PlainOptions`: schemas that are cold take a millisecond each. */
export const PLAIN_SESSION: PlainOptions = {
  tests: new Map([
    ['id', optional((value) => typeof value === 'string' && SESSION_ID.test(value))],
    ['from', optional(isText)],
    ['runner', optional(isRunner)],
    ['onWarning', optional(isFunction)],
  ]),
};

const isNumber = (value: unknown) => Number.isFinite(value);
const isString = (value: unknown) => typeof value === 'string';
const TAKEN: PlainOptions = {
  tests: new Map([
    ['id', isString],
    ['at', isNumber],
  ]),
};

function isLimits(value: unknown): boolean {
  return isDictionary(value) && Object.values(value).every(isNumber);
}

/** A schema leaves out what has this name. */
function isDictionary(value: unknown): value is object {
  return isRecord(value) && !Object.hasOwn(value, '__proto__');
}

function isTaken(value: unknown): boolean {
  return (
    Array.isArray(value) && value.every((each) => isPlainly(each, TAKEN) && Object.keys(each).length === 2)
  );
}

const NUMBERS = ['createdAt', 'usedAt', 'workspaceBytes', 'workspaceFiles', 'stopMs', 'expireMs'] as const;
const NEEDED = ['version', 'id', 'kind', 'env', 'limits', ...NUMBERS] as const;

const PLAIN_META: PlainOptions = {
  tests: new Map<string, (value: unknown) => boolean>([
    ...NUMBERS.map((name) => [name, isNumber] as const),
    ['version', (value) => value === 1],
    ['id', isString],
    ['kind', (value) => value === 'image' || value === 'folder'],
    ['env', (value) => isEnvironment(value) && isDictionary(value)],
    ['limits', isLimits],
    ['language', isString],
    ['snapshot', isString],
    ['snapshots', isTaken],
  ]),
};

/** What is known of a session that was never damaged, and has no libraries and no retention of its own. */
export function isPlainMeta(value: unknown): value is SessionMeta {
  return isPlainly(value, PLAIN_META) && NEEDED.every((name) => Object.hasOwn(value as object, name));
}

/** @throws BailiffError INVALID_OPTIONS */
export function sessionOptions(call: string, given: object): z.output<typeof SessionOptions> {
  if (isPlainly(given, PLAIN_SESSION)) return { ...given };
  return parse(SessionOptions, given, `the options of Session.${call}()`);
}
