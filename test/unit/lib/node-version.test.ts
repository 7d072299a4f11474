import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeTooOld } from '../../../lib/node-version.js';

test.each(['20.19.0', '22.11.9', '9.0.0'])('nodeTooOld(%j) says what to install', (version) => {
  expect(nodeTooOld(version)).toBe(`Cannot run on Node ${version}: install Node 22.12 or later`);
});

test.each(['22.12.0', '23.0.0', '100.1.0'])('nodeTooOld(%j) is content', (version) => {
  expect(nodeTooOld(version)).toBeUndefined();
});

test('nodeTooOld() and package.json ask for the same', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(nodeTooOld('0.1.0')).toContain(`Node ${engines.node.replace('>=', '')} or later`);
});
