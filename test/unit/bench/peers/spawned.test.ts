import { describe, expect, it } from 'vitest';
import { warmUp } from '../../../../bench/peers/peer.js';
import type { BenchProgram } from '../../../../bench/peers/program.js';
import { commandContender, spawnPeer } from '../../../../bench/peers/spawned.js';

const program = (...argv: [string, ...string[]]): BenchProgram => ({ name: 'a', argv });
const shell = (script: string, more: Partial<BenchProgram> = {}): BenchProgram => ({
  ...program('/bin/sh', '-c', script),
  ...more,
});

describe('spawnPeer()', () => {
  it.each([
    { name: 'a quiet program', program: shell('exit 0') },
    { name: 'one with a right output', program: shell('cat', { stdin: 'a\nb\n', stdout: 'a\nb\n' }) },
    {
      name: 'one that does not read its stdin',
      program: shell('echo x', { stdin: 'a'.repeat(1e6), stdout: 'x\n' }),
    },
  ])('resolves for $name', async ({ program }) => {
    await expect(spawnPeer('spawn', program).run()).resolves.toBeUndefined();
  });

  it.each([
    { name: 'an exit code', program: shell('exit 3'), message: /ended with "3"/ },
    {
      name: 'an exit code behind output',
      program: shell('echo x; exit 3', { stdout: 'x\n' }),
      message: /"3"/,
    },
    { name: 'a signal', program: shell('kill -TERM $$'), message: /ended with "SIGTERM"/ },
    {
      name: 'a wrong output',
      program: shell('echo y', { stdout: 'x\n' }),
      message: /printed "y\\n" instead of "x\\n"/,
    },
    { name: 'no such program', program: program('/no/such/program'), message: /ENOENT/ },
  ])('rejects for $name, for a failure is no fast run', async ({ program, message }) => {
    await expect(spawnPeer('spawn', program).run()).rejects.toThrow(message);
  });
});

it('commandContender() puts the program behind the command', async () => {
  const peer = commandContender('env', ['/usr/bin/env', 'X=1']).open(shell('echo $X', { stdout: '1\n' }));
  expect(peer.name).toBe('env');
  await expect(peer.run()).resolves.toBeUndefined();
});

describe('warmUp()', () => {
  const counted = () => {
    const counts = { runs: 0 };
    const run = async () => {
      counts.runs++;
    };
    return { counts, peer: { name: 'a', run } };
  };

  it('runs as often as told', async () => {
    const { counts, peer } = counted();
    await warmUp(peer, 101, 60_000);
    expect(counts.runs).toBe(101);
  });

  it('ends when its time is over', async () => {
    const { counts, peer } = counted();
    await warmUp(peer, Number.MAX_SAFE_INTEGER, 20);
    expect(counts.runs).toBeGreaterThan(0);
  });
});
