import { describe, expect, test } from 'vitest';
import { BailiffError, ERROR_CODES, type ErrorCode, messageOf } from '../../../lib/errors.js';

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];

describe('ERROR_CODES', () => {
  test('are these: removing or renaming one breaks callers', () => {
    expect([...CODES].sort()).toMatchInlineSnapshot(`
      [
        "ARCHIVE_REFUSED",
        "CGROUP_FAILED",
        "CLOSED",
        "EDIT_REFUSED",
        "HOST_UNSUPPORTED",
        "INVALID_LIMITS",
        "INVALID_OPTIONS",
        "INVALID_PATH",
        "INVALID_PATTERN",
        "INVALID_PROBLEM",
        "INVALID_SUBMISSION",
        "JAIL_FAILED",
        "LEASES_EXHAUSTED",
        "NATIVE_MISSING",
        "NSJAIL_MISSING",
        "PROGRAM_NOT_STARTED",
        "QUERY_FAILED",
        "QUEUE_FULL",
        "REQUIREMENT_UNMET",
        "SESSION_BUSY",
        "SESSION_CLOSED",
        "SESSION_DAMAGED",
        "SESSION_EXPIRED",
        "SESSION_NOT_FOUND",
        "SETUP_FAILED",
        "SNAPSHOT_NOT_FOUND",
        "STORAGE_FAILED",
        "STORE_DAMAGED",
        "TOOLCHAIN_MISSING",
        "TOO_LARGE",
        "UNKNOWN_LANGUAGE",
      ]
    `);
  });

  test.each(CODES)(
    '%s has a name in capitals, a blame, an HTTP status and an exit status that agree',
    (code) => {
      const { blame, httpStatus, exitStatus } = ERROR_CODES[code];
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(Math.floor(httpStatus / 100)).toBe(blame === 'caller' ? 4 : 5);
      expect(exitStatus).toBe(blame === 'caller' ? 2 : 3);
    },
  );

  test.each([
    ['INVALID_OPTIONS', 'caller', 400],
    ['TOO_LARGE', 'caller', 413],
    ['QUEUE_FULL', 'caller', 429],
    ['JAIL_FAILED', 'host', 500],
    ['NSJAIL_MISSING', 'host', 503],
    ['STORAGE_FAILED', 'host', 507],
  ] as const)('%s is to be blamed on the %s and is HTTP %d', (code, blame, httpStatus) => {
    expect(ERROR_CODES[code]).toMatchObject({ blame, httpStatus });
  });
});

describe('BailiffError', () => {
  test.each(CODES)('with the code %s brings the facts of the table', (code) => {
    const error = new BailiffError(code, 'Cannot do it');
    const { blame, httpStatus, exitStatus } = error;
    expect({ blame, httpStatus, exitStatus }).toEqual(ERROR_CODES[code]);
  });

  test('is an Error with a name, a code, a message, a stack and a cause', () => {
    const cause = new Error('ENOENT');
    const error = new BailiffError('NSJAIL_MISSING', 'Cannot start nsjail', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'BailiffError',
      code: 'NSJAIL_MISSING',
      message: 'Cannot start nsjail',
    });
    expect(error.cause).toBe(cause);
    expect(error.stack).toContain('errors.test.ts');
    expect(String(error)).toBe('BailiffError: Cannot start nsjail');
  });

  test('has no cause of its own accord', () => {
    expect('cause' in new BailiffError('CLOSED', 'Cannot run: the runner is closed')).toBe(false);
  });
});

describe('messageOf()', () => {
  test.each([
    [new BailiffError('CLOSED', 'Cannot run'), 'Cannot run'],
    [new TypeError('bad'), 'bad'],
    ['text', 'text'],
    [42, '42'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('of %s is %j', (thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });
});
