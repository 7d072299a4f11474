import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fieldOf, GroupFile, makeGroup, removeGroup, slotsIn } from '../../../../lib/jail/cgroup.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiff-cgroup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FOREIGN = [
  'system.slice/memory.max',
  'bailiff/memory.max',
  'bailiff-cells2/x',
  'bailiff-cells/../memory.max',
  'x-bailiff-cells/memory.max',
];

describe('a path that is not below bailiff-cells', () => {
  test.each(FOREIGN)('is never opened, made or removed: %s', async (path) => {
    const foreign = `${folder}/${path}`;
    mkdirSync(join(folder, 'bailiff-cells'));
    writeFileSync(join(folder, 'memory.max'), 'max');
    for (const mode of ['r', 'r+', 'w'] as const) {
      expect(() => new GroupFile(foreign, mode)).toThrow(/not a group of bailiff/);
    }
    expect(() => makeGroup(foreign)).toThrow(/not a group of bailiff/);
    await expect(removeGroup(foreign)).rejects.toThrow(/not a group of bailiff/);
  });
});

describe('GroupFile', () => {
  test('reads and writes from the beginning, each time', () => {
    const path = join(folder, 'bailiff-cells');
    makeGroup(path);
    writeFileSync(join(path, 'file'), '100\n');
    const file = new GroupFile(join(path, 'file'), 'r+');
    expect([file.read(), file.read()]).toEqual(['100\n', '100\n']);
    file.write('200');
    file.write('300');
    expect(file.read()).toBe('300\n');
    file.close();
  });
});

describe('fieldOf()', () => {
  const TEXT = 'cache 5\nrss 70\nrss_huge 9\noom_kill 3\nlast 1';
  test.each([
    ['cache', 5],
    ['rss', 70],
    ['oom_kill', 3],
    ['last', 1],
    ['oom', 0],
    ['kill', 0],
    ['', 0],
  ])('finds %j as %d', (key, value) => {
    expect(fieldOf(TEXT, key)).toBe(value);
  });
});

describe('slotsIn()', () => {
  test('lists folders that are numbers', () => {
    for (const name of ['0', '12', 'x', '1x', '-1']) mkdirSync(join(folder, name));
    expect(slotsIn(folder).sort()).toEqual([0, 12]);
    expect(slotsIn(join(folder, 'none'))).toEqual([]);
  });
});

describe('removeGroup()', () => {
  test('removes an empty group, and is content with none', async () => {
    const group = join(folder, 'bailiff-cells/3');
    makeGroup(group);
    await removeGroup(group);
    await removeGroup(group);
    expect(slotsIn(join(folder, 'bailiff-cells'))).toEqual([]);
  });
});
