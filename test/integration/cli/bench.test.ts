import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchReport, ResultOf } from '../../../bench/report.js';
import { bailiff } from './bailiff.js';

const QUICK = ['--filter', 'latency/no-op/10ms', '--filter', 'stages/10ms', '--seconds', '1', '--trace'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-bench-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('bailiff bench', () => {
  it('measures, and writes table, JSON, pictures and a page', async () => {
    const [json, page, pictures] = ['a.json', 'a.html', 'pictures'].map((name) => join(folder, name));
    const outputs = ['--json', json!, '--report', page!, '--svg', pictures!];
    const { exitCode: status, stdout } = await bailiff([
      'bench',
      ...QUICK,
      ...outputs,
      '--peer',
      'env=/usr/bin/env',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/no-op, pauses of 10 ms\n +bailiff +\d+ /);
    expect(stdout).toMatch(/where the time goes/);
    expect(stdout).toMatch(/skipped: go-judge/);
    const report = JSON.parse(await readFile(json!, 'utf8')) as BenchReport;
    expect(report).toMatchObject({ kind: 'bench', formatVersion: 2, command: 'overhead' });
    expect(report.parts[0]).toMatchObject({
      part: 'latency',
      peers: { bailiff: { n: expect.any(Number) }, env: {} },
    });
    expect((await readdir(pictures!)).sort()).toEqual(['latency.svg', 'stages.svg']);
    expect(await readFile(page!, 'utf8')).toContain('<svg');
  }, 120_000);

  it('measures a language beside its bare command, and workers beside each other', async () => {
    const json = join(folder, 'b.json');
    const quick = ['--seconds', '1', '--json', json];
    expect((await bailiff(['bench', 'languages', '--filter', 'language/c', ...quick])).exitCode).toBe(0);
    const [c] = (JSON.parse(await readFile(json, 'utf8')) as BenchReport).parts;
    const timed = { n: expect.any(Number), p50Ms: expect.any(Number) };
    expect(c).toMatchObject({
      part: 'language',
      name: 'c',
      compile: { bare: timed, jailed: timed },
      run: { bare: timed, jailed: timed, cached: timed },
    });
    expect((await bailiff(['bench', 'throughput', '--filter', 'load/1', ...quick])).exitCode).toBe(0);
    const [load] = (JSON.parse(await readFile(json, 'utf8')) as BenchReport).parts;
    expect(load).toMatchObject({ part: 'load', workers: 1, peers: { bailiff: {}, spawn: {} } });
    const { cpuMsPerRun } = (load as ResultOf<'load'>).peers.bailiff!;
    for (const whose of ['node', 'jail', 'program'] as const) expect(cpuMsPerRun[whose]).toBeGreaterThan(0);
  }, 120_000);

  it('shows and compares what it has written; a regression is exit status 1', async () => {
    const json = join(folder, 'a.json');
    const same = await bailiff(['bench', 'show', json, '--compare', json]);
    expect(same.exitCode).toBe(0);
    expect(same.stdout).toContain('0 of 3 figures regressed');
    const report = await readFile(json, 'utf8');
    const slower = JSON.parse(report) as { parts: { peers: Record<string, { samplesMs: number[] }> }[] };
    const { bailiff: own } = slower.parts[0]!.peers;
    own!.samplesMs = own!.samplesMs.map((ms) => 100 * ms);
    await writeFile(join(folder, 'slower.json'), JSON.stringify(slower));
    const worse = await bailiff(['bench', 'show', join(folder, 'slower.json'), '--compare', json]);
    expect(worse.exitCode).toBe(1);
    expect(worse.stdout).toMatch(/REGRESSED/);
  });

  it.each([
    { args: ['--sceonds', '3'], message: /sceonds/ },
    { args: ['speed'], message: /"what"/ },
    { args: ['--filter', 'speed'], message: /Cannot find "speed" in any of memory, latency/ },
    { args: ['--only', 'latency'], message: /it has become --filter/ },
    { args: ['--soak'], message: /bailiff bench soak/ },
    { args: ['--json', '/no/such/folder/out.json'], message: /Cannot write --json .*ENOENT/ },
    { args: ['--compare', '/no/such/file'], message: /Cannot read the report .*ENOENT/ },
    { args: ['show', '/etc/passwd'], message: /Cannot read the report/ },
  ])('refuses $args before anything runs', async ({ args, message }) => {
    const { exitCode: status, stdout, stderr } = await bailiff(['bench', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^bailiff: .*\n$/);
    expect(stderr).toMatch(message);
  });
});
