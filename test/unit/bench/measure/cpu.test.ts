import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { nodeCpuMs, parseStat, readCpuTimes } from '../../../../bench/measure/cpu.js';

describe('parseStat()', () => {
  it('reads what stands behind a name of any kind', () => {
    const fields = 'S 2 1 1 0 -1 4194560 10 20 0 0 7 5 30 10 20 0 1 0 12';
    expect(parseStat(`42 (a) b (c) ${fields}`)).toEqual({ parent: 2, ownMs: 120, endedMs: 400 });
  });

  it('is undefined for a process that has gone', () => {
    expect(parseStat('')).toBeUndefined();
  });
});

describe('readCpuTimes()', () => {
  it('tells Node from children that have ended', () => {
    const before = readCpuTimes();
    spawnSync('/bin/sh', ['-c', 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done']);
    const between = readCpuTimes();
    const until = nodeCpuMs() + 100;
    while (nodeCpuMs() < until);
    const after = readCpuTimes();
    expect(between.endedMs - before.endedMs).toBeGreaterThan(30);
    expect(after.endedMs - between.endedMs).toBe(0);
    expect(after.nodeMs - between.nodeMs).toBeGreaterThan(90);
  });
});
