import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const MiB = 2 ** 20;
const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const sh = (script: string) => ['/bin/sh', '-c', script];
const bytesTo = (fd: number, count: number) => sh(`head -c ${count} /dev/zero >&${fd}`);

describe.each([
  ['stdout', 1, 'stdoutBytes'],
  ['stderr', 2, 'stderrBytes'],
] as const)('the limit of %s', (stream, fd, limit) => {
  test.each([1, 1_000, 65_536, 100_000, MiB])('lets exactly %d bytes pass', async (count) => {
    const result = await runner.run({ argv: bytesTo(fd, count), limits: { [limit]: count } });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
    expect(result[stream].length).toBe(count);
    expect(result.truncated[stream]).toBe(false);
  });

  test.each([1, 1_000, 65_536, 100_000, MiB])('ends the program at one byte more than %d', async (count) => {
    const result = await runner.run({ argv: bytesTo(fd, count + 1), limits: { [limit]: count } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'output' });
    expect(result[stream].length).toBe(count);
    expect(result.truncated).toEqual({ stdout: stream === 'stdout', stderr: stream === 'stderr' });
  });

  test('ends at once a program that prints without end', async () => {
    const result = await runner.run({ argv: sh(`yes >&${fd}`), limits: { [limit]: 10_000 } });
    expect(result).toMatchObject({ status: 'limit-exceeded', limit: 'output' });
    expect(result[stream]).toBe('y\n'.repeat(5_000));
    expect(result.usage.wallMs).toBeLessThan(2_000);
  });
});

describe('run() and what the program prints', () => {
  test('counts stdout and stderr apart', async () => {
    const result = await runner.run({
      argv: sh('head -c 900 /dev/zero; head -c 900 /dev/zero >&2'),
      limits: { stdoutBytes: 1_000, stderrBytes: 1_000 },
    });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0 });
  });

  test('keeps 12 MiB as they are', async () => {
    const result = await runner.run({
      argv: sh('yes 0123456789abcde | head -c 12582912'),
      encoding: 'buffer',
    });
    expect(result.stdout.equals(Buffer.from('0123456789abcde\n'.repeat(12 * 65_536)))).toBe(true);
  });

  test('streams it as it comes', async () => {
    const seen: [string, string][] = [];
    const running = runner.run({
      argv: sh('echo out; echo err >&2; read -r _; echo last'),
      stdin: (async function* () {
        await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(2);
        yield '\n';
      })(),
      onStdout: (chunk) => seen.push(['stdout', chunk.toString()]),
      onStderr: (chunk) => seen.push(['stderr', chunk.toString()]),
    });
    const result = await running;
    expect(seen.slice(0, 2).sort()).toEqual([
      ['stderr', 'err\n'],
      ['stdout', 'out\n'],
    ]);
    expect(seen[2]).toEqual(['stdout', 'last\n']);
    expect(result).toMatchObject({ stdout: 'out\nlast\n', stderr: 'err\n' });
  });

  test('gives the same bytes to onStdout and to the result', async () => {
    const chunks: Buffer[] = [];
    const result = await runner.run({
      argv: sh('i=0; while [ $i -lt 2000 ]; do echo $i; i=$((i+1)); done'),
      encoding: 'buffer',
      onStdout: (chunk) => chunks.push(chunk),
    });
    expect(Buffer.concat(chunks).equals(result.stdout)).toBe(true);
    expect(result.stdout.length).toBe(8_890);
  });

  test('rejects with what onStdout throws, ends the program, and works on', async () => {
    const startedAt = performance.now();
    const running = runner.run({
      argv: sh('echo x; sleep 20'),
      onStdout: () => {
        throw new RangeError('no more of it');
      },
    });
    await expect(running).rejects.toThrow(new RangeError('no more of it'));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(await runner.run({ argv: ['/bin/echo', 'next'] })).toMatchObject({ stdout: 'next\n' });
  });

  test('does not wait for a background process that keeps stdout open', async () => {
    const result = await runner.run({ argv: sh('sleep 20 & echo done') });
    expect(result).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'done\n' });
    expect(result.usage.wallMs).toBeLessThan(5_000);
  });

  test('does not let a program that closes its streams end early', async () => {
    const result = await runner.run({ argv: sh('exec >&- 2>&-; sleep 0.2; exit 4') });
    expect(result).toMatchObject({ status: 'exited', exitCode: 4 });
    expect(result.usage.wallMs).toBeGreaterThanOrEqual(200);
  });

  test.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('takes what is written to %s', async (path) => {
    expect(await runner.run({ argv: sh(`echo one; echo two > ${path}; echo three`) })).toMatchObject({
      stdout: 'one\ntwo\nthree\n',
    });
  });
});
