import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type LimitsInput } from '../../../lib/index.js';
import { nsjailConfig } from '../../../lib/jail/config.js';
import { encodeRequest } from '../../../lib/jail/protocol.js';
import { RUN_LIMITS, resolveLimits } from '../../../lib/limits.js';
import { compiled } from '../../support/programs.js';
import { ownUids } from '../../support/runners.js';
import { FUZZ_TIMEOUT_MS, fuzz } from './budget.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

/** What a shell, nsjail's configuration or a line of a file would take for more than text. */
const dangerous = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '$(id)',
          '`id`',
          ';',
          '&&',
          '|',
          '>',
          '<',
          '*',
          '?',
          '~',
          '!',
          '#',
          '\\',
          '"',
          "'",
          '\n',
          '\r',
          '\t',
          ' ',
          '%s',
        ],
        ...[
          '-',
          '--',
          '-c',
          '=',
          '{',
          '}',
          '{main}',
          '{artifact}',
          '"\nmode: ONCE\n',
          'exec_bin {',
          '\u2028',
          '\x1b[2J',
        ],
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed());
const name = dangerous.map((text) => text.replaceAll('=', '')).filter((text) => text !== '');

const MIRROR = `#include <stdio.h>
#include <string.h>
extern char **environ;
int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) fwrite(argv[i], 1, strlen(argv[i]) + 1, stdout);
  fwrite("--", 1, 3, stdout);
  for (char **e = environ; *e; e++) fwrite(*e, 1, strlen(*e) + 1, stdout);
  return 0;
}`;

describe('options reach the program as they are, and nobody else', () => {
  test(
    'arguments, environment and stdin, through every way that there is',
    async () => {
      const mirror = await compiled(runner, { language: 'c', code: MIRROR });
      const property = fc.asyncProperty(
        fc.array(dangerous, { maxLength: 4 }),
        fc.dictionary(name, dangerous, { maxKeys: 3 }),
        dangerous,
        async (args, env, stdin) => {
          const result = await mirror.run({ args, env });
          const all = result.stdout.split('\0');
          expect(all.slice(0, args.length)).toEqual(args);
          for (const [key, value] of Object.entries(env)) expect(all).toContain(`${key}=${value}`);
          expect(await runner.run({ argv: ['/bin/cat'], stdin })).toMatchObject({ stdout: stdin });
          expect(await runner.run({ argv: ['/usr/bin/printf', '%s', stdin] })).toMatchObject({
            stdout: stdin,
          });
        },
      );
      await fuzz(property, 30);
    },
    FUZZ_TIMEOUT_MS,
  );

  test(
    'names of files',
    async () => {
      const file = dangerous
        .map((text) => text.replaceAll('/', ''))
        .filter((text) => !['', '.', '..'].includes(text) && Buffer.byteLength(text) < 200);
      const property = fc.asyncProperty(file, dangerous, async (path, content) => {
        const result = await runner.run({
          argv: ['/bin/sh', '-c', 'exec cat -- "$1"', 'sh', `./${path}`],
          files: [{ path, content }],
          collect: [path],
        });
        expect(result).toMatchObject({ stdout: content, exitCode: 0 });
        expect(result.files[path]).toMatchObject({ state: 'ok', content: Buffer.from(content) });
      });
      await fuzz(property, 20);
    },
    FUZZ_TIMEOUT_MS,
  );
});

const LIMITS = {
  cpuMs: fc.integer({ min: 1_000, max: 3_600_000 }),
  memoryBytes: fc.integer({ min: 2 ** 25, max: 2 ** 32 }),
  fileBytes: fc.integer({ min: 4_096, max: 2 ** 34 }),
  stackBytes: fc.integer({ min: 2 ** 20, max: 2 ** 34 }),
  openFiles: fc.integer({ min: 16, max: 65_536 }),
  boxBytes: fc.integer({ min: 1, max: 16 }).map((n) => n * 2 ** 20),
} as const;
const limits = fc.record(LIMITS);

/** What of a program's own limits follows which option, as /proc/self/limits has them. */
const RLIMITS = {
  'Max cpu time': 'cpuMs',
  'Max file size': 'fileBytes',
  'Max stack size': 'stackBytes',
  'Max open files': 'openFiles',
} as const;

async function rlimitsUnder(given: LimitsInput): Promise<Record<string, number>> {
  const { stdout } = await runner.run({ argv: ['/bin/cat', '/proc/self/limits'], limits: given });
  const value = (label: string) => {
    const [soft, hard] = stdout
      .split('\n')
      .find((line) => line.startsWith(label))!
      .slice(label.length)
      .trim()
      .split(/\s+/);
    expect(soft, label).toBe(hard);
    return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
  };
  return Object.fromEntries(Object.keys(RLIMITS).map((label) => [label, value(label)]));
}

describe('limits', () => {
  test(
    'a larger one never gives the program a smaller rlimit, and none more than was asked for',
    async () => {
      const property = fc.asyncProperty(limits, limits, async (one, other) => {
        const [a, b] = [await rlimitsUnder(one), await rlimitsUnder(other)];
        for (const [label, option] of Object.entries(RLIMITS)) {
          if (one[option] <= other[option]) expect(a[label]!, label).toBeLessThanOrEqual(b[label]!);
          else expect(a[label]!, label).toBeGreaterThanOrEqual(b[label]!);
        }
        expect(a['Max open files']).toBeLessThanOrEqual(one.openFiles);
        expect(a['Max file size']).toBeLessThanOrEqual(one.fileBytes);
      });
      await fuzz(property, 15);
    },
    FUZZ_TIMEOUT_MS,
  );

  test(
    'the request says each of them, larger for larger',
    async () => {
      const request = (given: LimitsInput) => {
        const all = resolveLimits(given as Parameters<typeof resolveLimits>[0], RUN_LIMITS, {
          ...RUN_LIMITS,
          ...{
            cpuMs: 2 ** 40,
            wallMs: 2 ** 40,
            memoryBytes: 2 ** 50,
            fileBytes: 2 ** 50,
            stackBytes: 2 ** 50,
          },
          ...{ openFiles: 2 ** 20, boxBytes: 2 ** 40 },
        });
        const rest = { flags: 0, nonce: 1, cores: 1, collectBytes: 1, recordBytes: 0, core: 0 };
        const none = { argv: ['x'], env: {}, files: [], collect: [], stdin: new Uint8Array(0) };
        return encodeRequest({ ...all, ...rest, ...none }).subarray(8);
      };
      const property = fc.property(limits, limits, (one, other) => {
        const [a, b] = [request(one), request(other)];
        const at = { cpuMs: 24, memoryBytes: 48, fileBytes: 56, stackBytes: 64 } as const;
        for (const [option, offset] of Object.entries(at)) {
          const key = option as keyof typeof at;
          const [x, y] = [a.readBigUInt64LE(offset), b.readBigUInt64LE(offset)];
          expect(Math.sign(Number(x - y)), option).toBe(Math.sign(one[key] - other[key]));
        }
        expect(a.readUInt32LE(72)).toBe(one.openFiles);
      });
      await fuzz(property, 200);
    },
    FUZZ_TIMEOUT_MS,
  );

  test(
    'nsjail is given as many settings whatever they are, none of its own words among them',
    async () => {
      const config = (boxBytes: number, loopback: boolean) =>
        nsjailConfig({
          profile: { boxBytes, boxInodes: 64, loopback, roots: [] },
          ids: { gate: 200_000, program: 200_001 },
          counters: 'v1',
          passFds: [3],
          pinned: false,
        });
      const shape = (text: string) => text.replaceAll(/\d+|true|false/g, '#');
      const property = fc.property(LIMITS.boxBytes, fc.boolean(), (boxBytes, loopback) => {
        expect(shape(config(boxBytes, loopback))).toBe(shape(config(4_096, false)));
      });
      await fuzz(property, 100);
    },
    FUZZ_TIMEOUT_MS,
  );
});
