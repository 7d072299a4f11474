import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { childrenOf, parsePssKib, processTree, pssBytes } from '../../../../bench/measure/process-memory.js';

describe('parsePssKib()', () => {
  it('reads the total, not its parts', () => {
    const rollup = '55d0-7ffd ---p 0 00:00 0 [rollup]\nRss:  884 kB\nPss:   385 kB\nPss_Anon: 10 kB\n';
    expect(parsePssKib(rollup)).toBe(385);
  });

  it('is undefined when there is none', () => {
    expect(parsePssKib('')).toBeUndefined();
    expect(parsePssKib('Pss_Anon:  10 kB\n')).toBeUndefined();
  });
});

describe('pssBytes()', () => {
  it('measures this process', () => {
    expect(pssBytes('self')).toBeGreaterThan(2 ** 20);
  });

  it('is undefined for a process that is not there', () => {
    expect(pssBytes(2 ** 30)).toBeUndefined();
  });
});

describe('processTree()', () => {
  it('lists a process and all below it', async () => {
    const shell = spawn('/bin/sh', ['-c', 'sleep 30 & echo ready; read line; kill $!; wait'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    try {
      await once(shell.stdout, 'data');
      expect(childrenOf(process.pid)).toContain(shell.pid);
      const tree = processTree(shell.pid!);
      expect(tree[0]).toMatchObject({ pid: shell.pid, pssBytes: expect.any(Number) });
      expect(tree).toHaveLength(2);
    } finally {
      shell.stdin.end('\n');
      await once(shell, 'exit');
    }
  });

  it('says of a process that has ended that it cannot be measured', () => {
    expect(processTree(2 ** 30)).toEqual([{ pid: 2 ** 30, name: 'unknown', pssBytes: undefined }]);
  });
});
