import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { main } from '../../../bench/command-line.js';

async function bench(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const status = await main(argv, { stdout, stderr, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  return { status, stdout: await text(stdout), stderr: await text(stderr) };
}

describe('the command line of the benchmark', () => {
  it('explains itself', async () => {
    const { status, stdout, stderr } = await bench('--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const option of ['--seconds', '--only', '--pin', '--soak', '--json'])
      expect(stdout).toContain(option);
    expect(stdout).toContain('grading');
  });

  it('explains each of its commands', async () => {
    const { status, stdout, stderr } = await bench('grading', '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const option of ['--quick', '--only', '--pin', '--json']) expect(stdout).toContain(option);
    expect(stdout).not.toContain('--soak');
  });

  it.each([
    { argv: ['--sceonds', '3'], message: /sceonds/ },
    { argv: ['overhead'], message: /Too many non-option arguments|Unknown argument/ },
    { argv: ['--only', 'speed'], message: /speed/ },
    { argv: ['--seconds', 'soon'], message: /"seconds"/ },
    { argv: ['--seconds', '-1'], message: /"seconds"/ },
    { argv: ['--json', '/no/such/folder/out.json'], message: /Cannot write --json .*ENOENT/ },
    { argv: ['--soak', '10'], message: /"runs"/ },
    { argv: ['--soak', '1000', '--seconds', '3'], message: /mutually exclusive/ },
    { argv: ['grading', '--soak', '1000'], message: /soak/ },
    { argv: ['grading', '--only', 'speed'], message: /speed/ },
    { argv: ['grading', 'quickly'], message: /quickly/ },
    { argv: ['grading', '--json', '/no/such/folder/out.json'], message: /Cannot write --json .*ENOENT/ },
  ])('refuses $argv before anything runs', async ({ argv, message }) => {
    const { status, stdout, stderr } = await bench(...argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^bench: .*\n$/);
    expect(stderr).toMatch(message);
  });
});
