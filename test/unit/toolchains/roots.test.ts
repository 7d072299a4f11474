import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { isOwnRoot, isSystem } from '../../../toolchains/roots.js';

test.each(['/usr', '/usr/lib/jvm/java-17', '/usr/locale'])('isSystem(%s): every jail has it', (folder) => {
  expect(isSystem(folder)).toBe(true);
});

test.each(['/usr/local', '/usr/local/go', '/opt/x', '/', '/usrx'])(
  'isSystem(%s): a jail must be shown it',
  (folder) => {
    expect(isSystem(folder)).toBe(false);
  },
);

test.each([
  '/',
  '/home',
  '/home/somebody',
  '/tmp',
  '/opt',
  homedir(),
  dirname(homedir()),
  join(homedir(), '.local'),
])('isOwnRoot(%s): it would show more than a toolchain', (folder) => {
  expect(isOwnRoot(folder)).toBe(false);
});

test.each([
  '/usr',
  '/usr/local/go',
  '/opt/tool',
  join(homedir(), '.pyenv/versions/3.12.1'),
  '/home/somebody/go',
])('isOwnRoot(%s): a toolchain alone', (folder) => {
  expect(isOwnRoot(folder)).toBe(true);
});
