import { mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { unpackZip, zipNames } from '../../../harness/archive/zip.js';
import { openJournal } from '../../../harness/journal/journal.js';
import type { Header } from '../../../harness/journal/records.js';
import type { JudgedCase } from '../../../harness/judge/judging.js';
import { openPackage } from '../../../harness/problem/package.js';
import { parseXml } from '../../../harness/problem/xml.js';
import { XmlRefused } from '../../../harness/problem/xml-refused.js';
import { readYaml } from '../../../harness/problem/yaml.js';
import { BailiffError } from '../../../lib/index.js';
import { makeZip, type ZipEntry } from '../../unit/harness/archive/make-zip.js';
import { FUZZ_TIMEOUT_MS, fuzz } from './budget.js';
import { anyPath, anyText, byteChanges, changes, mangled, mangledBytes } from './mangle.js';
import { PACKAGES } from './packages.js';

const SOON_MS = 10_000;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bailiff-fuzz-')));
});
afterAll(() => rm(folder, { recursive: true }));

const textOf = fc.oneof(
  anyText,
  fc
    .tuple(fc.constantFrom(...Object.values(PACKAGES).flatMap((files) => Object.values(files))), changes)
    .map(([text, list]) => mangled(text, list)),
);

/** Soon, and with no other error than those that say whose fault it is. */
async function expectTold(read: () => Promise<unknown> | unknown): Promise<void> {
  const startedAt = performance.now();
  try {
    await read();
  } catch (error) {
    if (!(error instanceof BailiffError || error instanceof XmlRefused)) throw error;
    if (error instanceof BailiffError) expect(error.blame, error.message).toBe('caller');
  }
  expect(performance.now() - startedAt).toBeLessThan(SOON_MS);
}

describe('parseXml()', () => {
  test(
    'reads any bytes or refuses them',
    async () => {
      const caps = { bytes: 2 ** 16, elements: 1_000, depth: 64 };
      const bytes = fc.oneof(
        textOf.map((text) => Buffer.from(text)),
        textOf.map((text) => Buffer.from(text, 'utf16le')),
        fc.tuple(textOf, byteChanges).map(([text, list]) => mangledBytes(Buffer.from(text), list)),
      );
      await fuzz(
        fc.asyncProperty(bytes, (given) => expectTold(() => parseXml(given, caps))),
        200,
      );
    },
    FUZZ_TIMEOUT_MS,
  );
});

describe('readYaml()', () => {
  test(
    'reads any text or refuses it, and touches no prototype',
    async () => {
      const from = await openPackage(folder);
      await fuzz(
        fc.asyncProperty(textOf, async (text) => {
          await writeFile(join(folder, 'any.yaml'), text);
          await expectTold(() => readYaml(from, 'any.yaml', z.unknown()));
          expect(Object.keys(Object.prototype)).toEqual([]);
        }),
        200,
      );
    },
    FUZZ_TIMEOUT_MS,
  );
});

const entry: fc.Arbitrary<ZipEntry> = fc.record(
  {
    name: fc.oneof(anyPath, fc.uint8Array({ maxLength: 12 }).map(Buffer.from)),
    content: fc.oneof(anyText, fc.constant('\0'.repeat(2 ** 20)), anyPath),
    mode: fc.constantFrom(0o100644, 0o100755, 0o120777, 0o040755, 0o020666, 0o104755, 0),
    flags: fc.constantFrom(0, 0x800, 1, 8),
    method: fc.constantFrom(0, 8, 99) as fc.Arbitrary<0 | 8 | 99>,
    size: fc.constantFrom(0, 1, 2 ** 31, 0xffff_ffff),
    packed: fc.constantFrom(0, 1, 0xffff_ffff),
  },
  { requiredKeys: ['name'] },
);

/** All that lies below, by what it is; that nothing leads out. */
async function expectInside(root: string, caps: { entries: number; bytes: number }): Promise<void> {
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  let bytes = 0;
  for (const each of names) {
    const path = join(each.parentPath, each.name);
    expect(each.isFile() || each.isDirectory() || each.isSymbolicLink(), path).toBe(true);
    if (each.isSymbolicLink()) expect(`${await realpath(path)}/`, await readlink(path)).toContain(`${root}/`);
    if (!each.isFile()) continue;
    const facts = await stat(path);
    bytes += facts.size;
    expect(facts.mode & 0o6022).toBe(0);
  }
  expect(bytes).toBeLessThanOrEqual(caps.bytes);
}

describe('unpackZip()', () => {
  test(
    'puts nothing anywhere but into the folder, whatever the archive',
    async () => {
      const caps = { entries: 6, bytes: 2 ** 19, depth: 8, symlinks: true };
      const property = fc.asyncProperty(
        fc.array(entry, { maxLength: 5 }),
        fc.option(byteChanges),
        async (entries, list) => {
          const whole = makeZip(entries);
          const path = join(folder, 'any.zip');
          await writeFile(path, list ? mangledBytes(whole, list) : whole);
          const into = join(folder, 'into');
          await mkdir(into);
          const before = await readdir(folder);
          try {
            await expectTold(async () => {
              await zipNames(path, 10);
              await unpackZip(path, into, caps);
              await expectInside(into, caps);
            });
            expect(await readdir(folder)).toEqual(before);
          } finally {
            await rm(into, { recursive: true });
          }
        },
      );
      await fuzz(property, 300);
    },
    FUZZ_TIMEOUT_MS,
  );
});

const HEADER: Header = {
  type: 'bailiff-journal',
  version: 1,
  command: 'grade',
  options: { all: false, margin: 0.1, excerpts: false, sources: false, decide: 'default' },
  versions: {},
  problems: [{ id: 'sum', digest: 'abc' }],
};
const NAMES = ['1', '2', '3'];
const judged = (name: string): JudgedCase => ({
  report: { name, verdict: 'AC', message: 'é\u2028', usage: { cpuMs: 1, wallMs: 2, memoryBytes: 3 } },
  outcome: { verdict: 'AC' },
});

describe('a journal', () => {
  const open = async (path: string) => {
    const journal = await openJournal({ path, resume: true }, HEADER);
    return { journal, ada: journal.problem(0).submission('ada', 'd', 1_000) };
  };

  test(
    'that ends anywhere is gone on with, and holds only what was put into it',
    async () => {
      const path = join(folder, 'whole.ndjson');
      const { journal, ada } = await open(path);
      for (const name of NAMES) ada.keep(name, judged(name));
      await journal[Symbol.asyncDispose]();
      const bytes = await readFile(path);
      const cut = join(folder, 'cut.ndjson');
      await fuzz(
        fc.asyncProperty(fc.nat({ max: bytes.length }), async (end) => {
          await writeFile(cut, bytes.subarray(0, end));
          const { journal: again, ada: same } = await open(cut);
          const kept = NAMES.filter((name) => same.recall(name));
          expect(kept).toEqual(NAMES.slice(0, kept.length));
          for (const name of kept) expect(same.recall(name)).toEqual(judged(name));
          for (const name of NAMES.slice(kept.length)) same.keep(name, judged(name));
          await again[Symbol.asyncDispose]();
          expect(await readFile(cut)).toEqual(bytes);
        }),
        100,
      );
    },
    FUZZ_TIMEOUT_MS,
  );

  test(
    'that was changed is gone on with or refused by name',
    async () => {
      const path = join(folder, 'changed.ndjson');
      const whole = join(folder, 'another.ndjson');
      const { journal, ada } = await open(whole);
      for (const name of NAMES) ada.keep(name, judged(name));
      await journal[Symbol.asyncDispose]();
      const bytes = await readFile(whole);
      const given = fc.oneof(
        byteChanges.map((list) => mangledBytes(bytes, list)),
        changes.map((list) => Buffer.from(mangled(bytes.toString(), list))),
      );
      await fuzz(
        fc.asyncProperty(given, async (changed) => {
          await writeFile(path, changed);
          await expectTold(async () => {
            const { journal: again, ada: same } = await open(path);
            for (const name of NAMES) same.recall(name);
            await again[Symbol.asyncDispose]();
          });
        }),
        100,
      );
    },
    FUZZ_TIMEOUT_MS,
  );
});
