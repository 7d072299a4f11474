import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyOwnFolder, removeOwnFolder } from '../../../../lib/jail/remove.js';

let folder: string;
let home: string;
let outside: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiff-remove-'));
  home = join(folder, 'home');
  outside = join(folder, 'outside');
  mkdirSync(join(home, 'cells/7/in/deep'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, 'precious'), 'precious');
  writeFileSync(join(home, 'cells/7/in/deep/file'), '');
  writeFileSync(join(home, 'cells/7/read-only'), '', { mode: 0o400 });
});
afterEach(() => rmSync(folder, { recursive: true }));

const precious = () => readFileSync(join(outside, 'precious'), 'utf8');

describe('removeOwnFolder()', () => {
  test('removes a folder with all below it', () => {
    removeOwnFolder(join(home, 'cells/7'), home);
    expect(readdirSync(join(home, 'cells'))).toEqual([]);
  });

  test('removes links, not what they lead to', () => {
    symlinkSync(outside, join(home, 'cells/7/in/link'));
    symlinkSync(join(outside, 'precious'), join(home, 'cells/7/in/deep/link'));
    symlinkSync('/nowhere', join(home, 'cells/7/dangling'));
    removeOwnFolder(join(home, 'cells/7'), home);
    expect(existsSync(join(home, 'cells/7'))).toBe(false);
    expect(precious()).toBe('precious');
  });

  test('leaves alone a link in the folder’s own place', () => {
    symlinkSync(outside, join(home, 'cells/8'));
    removeOwnFolder(join(home, 'cells/8'), home);
    expect(lstatSync(join(home, 'cells/8')).isSymbolicLink()).toBe(true);
    expect(precious()).toBe('precious');
  });

  test('is content with a folder that is not there, and with a file', () => {
    removeOwnFolder(join(home, 'cells/none'), home);
    removeOwnFolder(join(home, 'cells/7/read-only'), home);
    expect(existsSync(join(home, 'cells/7/read-only'))).toBe(true);
  });

  test.each(['', 'cells/..', 'cells/../..', '../outside', '../home-of-another', 'cells/7/../../../outside'])(
    'refuses what is not below the home: %j',
    (path) => {
      expect(() => removeOwnFolder(`${home}/${path}`, home)).toThrow(/not below/);
      expect(precious()).toBe('precious');
    },
  );

  test('refuses a neighbour whose name begins alike', () => {
    mkdirSync(`${home}2/cells`, { recursive: true });
    expect(() => removeOwnFolder(`${home}2/cells`, home)).toThrow(/not below/);
  });
});

describe('emptyOwnFolder()', () => {
  test('removes what is in it, and keeps the folder', () => {
    symlinkSync(outside, join(home, 'cells/7/link'));
    emptyOwnFolder(join(home, 'cells/7'), home);
    expect(readdirSync(join(home, 'cells/7'))).toEqual([]);
    expect(precious()).toBe('precious');
  });

  test('refuses what is not below the home', () => {
    mkdirSync(join(outside, 'sub'));
    expect(() => emptyOwnFolder(outside, home)).toThrow(/not below/);
    expect(precious()).toBe('precious');
  });
});
