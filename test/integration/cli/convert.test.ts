import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { POLYGON_FILES, polygonXml } from '../../support/polygon-package.js';
import { writeFolder } from '../../support/problem-package.js';
import { bailiff } from './bailiff.js';

const ITEM = `<item><title>Sum</title><test_input>1 2</test_input><test_output>3</test_output></item>`;

test('bailiff convert makes what a Polygon package leaves to be made, and writes a package', async () => {
  await using folder = await writeFolder('sum', {
    'problem.xml': polygonXml({ tests: ['method="manual"'] }),
    ...POLYGON_FILES,
    'tests/01': '1 2\n',
  });
  const out = join(folder.path, '..', 'new');
  const { exitCode, stdout, stderr } = await bailiff(['convert', folder.path, out]);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('sum  1 cases  ')]);
  expect(stderr).toContain('statement');
  expect(await readFile(join(out, 'data/secret/01.ans'), 'utf8')).toBe('3\n');
});

test('bailiff convert puts several problems into folders of their own', async () => {
  await using folder = await writeFolder('fps', { 'bank.xml': `<fps version="1.2">${ITEM}${ITEM}</fps>` });
  const out = join(folder.path, 'out');
  const { exitCode } = await bailiff(['convert', join(folder.path, 'bank.xml'), out]);
  expect(exitCode).toBe(0);
  expect((await readdir(out)).sort()).toEqual(['bank1', 'bank2']);
});

test('bailiff convert does not write into a folder that is not empty', async () => {
  await using folder = await writeFolder('fps', { 'bank.xml': `<fps version="1.2">${ITEM}</fps>` });
  const { exitCode, stderr } = await bailiff(['convert', join(folder.path, 'bank.xml'), folder.path]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('it is not empty, name a new folder')]);
});
