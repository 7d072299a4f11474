import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  CompileOptions,
  JobFile,
  ProgramRunOptions,
  Requirement,
  RunnerOptions,
  RunOptions,
} from '../../../lib/options.js';

const CODE = { language: 'python', code: 'print(1)' };
const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

async function* chunks() {
  yield 'one';
  yield Buffer.from('two');
}

const STEP_ACCEPTED: Record<string, unknown[]> = {
  args: [[], ['-x', '', 'é b']],
  stdin: ['', 'text', new Uint8Array(3), Buffer.from('x'), { file: '/in' }, Readable.from(['x']), chunks()],
  env: [{}, { GREETING: 'hi', EMPTY: '', with_equals: 'a=b' }],
  limits: [{}, { cpuMs: 100, memoryBytes: '64MiB' }],
  signal: [AbortSignal.abort(), new AbortController().signal],
  collect: [[], ['out.txt', 'folder/']],
  inputs: [{}, { answer: '/srv/answer', 'a b': 'relative' }],
  encoding: ['utf8', 'buffer'],
  onStdout: [() => {}],
  onStderr: [() => {}],
  loopback: [true, false],
};

const STEP_REFUSED: Record<string, unknown[]> = {
  args: ['-x', [1], ['a\0b'], [null]],
  stdin: [1, true, null, {}, { file: 5 }, ['x'], () => {}],
  env: [{ 'A=B': 'x' }, { '': 'x' }, { 'A\0': 'x' }, { A: 'x\0' }, { A: 1 }, { A: undefined }, 'A=B'],
  limits: [{ cpu: 1 }, { cpuMs: 0 }, { memoryBytes: 'much' }, null],
  signal: [{}, new AbortController(), 'SIGTERM', { aborted: false, addEventListener() {} }],
  collect: ['out.txt', ['a\0']],
  inputs: [[], 'a', { a: 1 }, { a: 'b\0' }, { 'a\0': 'b' }],
  encoding: ['latin1', 'UTF8', null],
  onStdout: ['log', {}],
  onStderr: ['log', {}],
  loopback: ['yes', 1],
};

const rows = (table: Record<string, unknown[]>) =>
  Object.entries(table).flatMap(([key, values]) =>
    values.map((value, index) => [key, index, value] as const),
  );

describe.each([
  ['RunOptions with a language', RunOptions, CODE],
  ['RunOptions with argv', RunOptions, { argv: ['/bin/true'] }],
  ['ProgramRunOptions', ProgramRunOptions, {}],
])('%s', (_, schema, base) => {
  test('need nothing else', () => {
    expect(accepts(schema, base)).toBe(true);
  });

  test.each(rows(STEP_ACCEPTED))('accept %s, example %d', (key, _index, value) => {
    expect(schema.parse({ ...base, [key]: value })).toHaveProperty(key);
  });

  test.each(rows(STEP_REFUSED))('refuse %s, example %d', (key, _index, value) => {
    expect(accepts(schema, { ...base, [key]: value })).toBe(false);
  });

  test.each(['timeout', 'cwd', 'shell', 'Limits'])('refuse the unknown option %s', (key) => {
    expect(accepts(schema, { ...base, [key]: undefined })).toBe(false);
  });

  test('refuse what is no object', () => {
    for (const value of [undefined, null, 'python', [], 1]) expect(accepts(schema, value)).toBe(false);
  });
});

describe('RunOptions', () => {
  test.each([
    { ...CODE, code: Buffer.from('print(1)') },
    { language: 'c@12', files: [{ path: 'a.c', content: '' }], main: 'a.c', compileLimits: { cpuMs: '5s' } },
    { language: { name: 'own', run: { argv: ['/usr/bin/own'] } }, code: '' },
    { argv: ['/bin/cat', 'x'], files: [{ path: 'x', content: 'y' }] },
  ])('accept %j', (options) => {
    expect(accepts(RunOptions, options)).toBe(true);
  });

  test.each([
    {},
    { code: 'x' },
    { language: 'a\0b', code: 'x' },
    { language: 5, code: 'x' },
    { language: {}, code: 'x' },
    { ...CODE, code: 1 },
    { ...CODE, main: 'a\0' },
    { ...CODE, files: { 'a.py': 'x' } },
    { ...CODE, compileLimits: { cpu: 1 } },
    { argv: [] },
    { argv: '/bin/true' },
    { argv: ['/bin/true\0'] },
    { argv: ['/bin/true'], language: 'c' },
    { argv: ['/bin/true'], code: 'x' },
    { argv: ['/bin/true'], compileLimits: {} },
  ])('refuse %j', (options) => {
    expect(accepts(RunOptions, options)).toBe(false);
  });

  test('read limits with their units', () => {
    expect(RunOptions.parse({ ...CODE, limits: { cpuMs: '2s' } }).limits).toEqual({ cpuMs: 2_000 });
  });

  test('refuse every argument and environment text that holds a NUL byte, and no other', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    fc.assert(
      fc.property(text, (value) => {
        const clean = !value.includes('\0');
        expect(accepts(RunOptions, { ...CODE, args: [value] })).toBe(clean);
        expect(accepts(RunOptions, { ...CODE, env: { A: value } })).toBe(clean);
      }),
    );
  });

  test('refuse every environment name that is empty or holds "=" or NUL, and no other', () => {
    const name = fc.string({ unit: fc.constantFrom('A', '_', '=', '\0', ' ', 'é'), maxLength: 4 });
    fc.assert(
      fc.property(name, (key) => {
        expect(accepts(RunOptions, { ...CODE, env: { [key]: 'x' } })).toBe(/^[^=\0]+$/.test(key));
      }),
    );
  });
});

describe('CompileOptions', () => {
  test('accept sources, compile limits and a signal', () => {
    const { signal } = new AbortController();
    expect(accepts(CompileOptions, { ...CODE, compileLimits: { memoryBytes: '1GiB' }, signal })).toBe(true);
  });

  test.each(['stdin', 'args', 'limits', 'argv'])('refuse %s, which is for the run', (key) => {
    expect(accepts(CompileOptions, { ...CODE, [key]: STEP_ACCEPTED[key]?.[0] ?? ['/bin/true'] })).toBe(false);
  });
});

describe('JobFile', () => {
  test.each([
    { path: 'a.txt', content: '' },
    { path: 'b/c.bin', content: new Uint8Array([0, 255]), mode: 0o755 },
    { path: 'zero', content: 'a\0b', mode: 0 },
  ])('accepts %j', (file) => {
    expect(JobFile.parse(file)).toEqual(file);
  });

  test.each([
    { path: 'a\0.txt', content: '' },
    { path: 'a.txt' },
    { content: '' },
    { path: 'a.txt', content: [1, 2] },
    { path: 'a.txt', content: '', mode: 0o1000 },
    { path: 'a.txt', content: '', mode: -1 },
    { path: 'a.txt', content: '', name: 'b' },
  ])('refuses %j', (file) => {
    expect(accepts(JobFile, file)).toBe(false);
  });
});

describe('RunnerOptions', () => {
  test.each([
    {},
    { concurrency: 2, maxQueue: 0, parked: 3, pin: true, cacheBytes: 0 },
    { uids: { start: 200_000, count: 8_192 }, require: ['cgroup', 'own-uid'] },
    { ceilings: { memoryBytes: '1GiB' }, home: '/var/cache/x', nsjail: '/usr/bin/nsjail' },
  ])('accept %j', (options) => {
    expect(accepts(RunnerOptions, options)).toBe(true);
  });

  test.each([
    { concurrency: 0 },
    { concurrency: 257 },
    { concurrency: Number.POSITIVE_INFINITY },
    { maxQueue: -1 },
    { maxQueue: Number.POSITIVE_INFINITY },
    { parked: 0 },
    { uids: { start: 0, count: 10 } },
    { uids: { start: 200_000, count: 1 } },
    { uids: { start: 200_000 } },
    { ceilings: { memory: 1 } },
    { require: ['magic'] },
    { home: 'a\0b' },
    { nsjail: '\0' },
    { cacheBytes: -1 },
    { workers: 2 },
  ])('refuse %j', (options) => {
    expect(accepts(RunnerOptions, options)).toBe(false);
  });

  test('require what Requirement lists', () => {
    expect(Requirement.options).toEqual(['cgroup', 'own-uid']);
  });
});
