import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../../lib/index.js';
import { bailiff } from './bailiff.js';

interface Printed {
  readonly usable: boolean;
  readonly host: { readonly findings: readonly Finding[] };
  readonly toolchains: readonly Finding[];
  readonly sessions: readonly Finding[];
  readonly selfTest: readonly Finding[];
}

test('bailiff doctor finds every defence in force, as far as the host enforces it', async () => {
  const { exitCode, stdout } = await bailiff(['doctor', '--json']);
  const printed = JSON.parse(stdout as string) as Printed;
  expect(exitCode).toBe(0);
  expect(printed.usable).toBe(true);
  expect(printed.selfTest.map(({ id }) => id)).toMatchInlineSnapshot(`
    [
      "jail-function",
      "jail-cpu",
      "jail-memory",
      "jail-processes",
      "jail-network",
      "jail-leftover",
      "jail-disk",
      "jail-policy",
    ]
  `);
  const cgroups = printed.host.findings.find(({ id }) => id === 'cgroups')!.state === 'enforced';
  const weaker = printed.selfTest.filter(({ state }) => state !== 'enforced').map(({ id }) => id);
  const mayBeWeaker = cgroups ? [] : ['jail-memory', 'jail-processes'];
  expect(mayBeWeaker).toEqual(expect.arrayContaining(weaker));
  expect(printed.toolchains.find(({ id }) => id === 'toolchain-bash')).toMatchObject({ state: 'enforced' });
  expect(printed.sessions.map(({ id, state }) => [id, state])).toEqual([
    ['session-python', existsSync('/usr/bin/python3') ? 'enforced' : 'missing'],
    ['session-sqlite', 'enforced'],
    ['session-ripgrep', existsSync('/usr/bin/rg') ? 'enforced' : 'weaker'],
  ]);
});

test('bailiff doctor prints the same for people', async () => {
  const { exitCode, stdout, stderr } = await bailiff(['doctor']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).not.toContain('\nTiming\n');
  for (const part of [
    '\nHost\n',
    '\nToolchains\n',
    '\nSessions\n',
    '\nSelf-test\n',
    '\nPrograms can be run here\n',
  ]) {
    expect(stdout).toContain(part);
  }
});

test('bailiff doctor answers 3 with the fix where nothing is set up', async () => {
  const home = await mkdtemp(join(tmpdir(), 'bailiff-doctor-'));
  try {
    const { exitCode, stdout } = await bailiff(['doctor'], {
      env: { BAILIFF_HOME: home, BAILIFF_NSJAIL: '', BAILIFF_NATIVE: '' },
    });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/missing +Native program[^\n]*\n *fix: bailiff setup/);
    expect(stdout).toContain('not done: first mend what is missing above');
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

test('bailiff doctor --timing measures as well', async () => {
  const { exitCode, stdout } = await bailiff(['doctor', '--timing']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/\nTiming\n(.*\n)+ {2}\w+ +Equal work, alone +CPU .* in \d+ runs\n/);
  expect(stdout).toMatch(/\nEqual work takes (equal|unequal) time here/);
});
