import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bailiff } from './bailiff.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-cli-run-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function source(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('bailiff run', () => {
  test('is transparent: streams, arguments, environment, exit code', async () => {
    const script = 'printf "%s|" "$@" "$X"; cat; echo complaint >&2; exit 7';
    const file = await source('all.sh', script);
    const args = ['run', file, '007', '--env', 'X=1=2', '--', '--flag'];
    const result = await bailiff(args, { input: 'from stdin' });
    expect(result).toMatchObject({
      exitCode: 7,
      stdout: '007|--flag|1=2|from stdin',
      stderr: 'complaint\n',
    });
  });

  test('passes stdin through byte-exact, piped or as a file', async () => {
    const file = await source('echo.sh', 'exec cat');
    const bytes = randomBytes(2 ** 20);
    const input = join(folder, 'input');
    await writeFile(input, bytes);
    const piped = await bailiff(['run', file], { input: bytes, encoding: 'buffer' });
    const named = await bailiff(['run', file, '--stdin', input], { encoding: 'buffer' });
    expect(bytes.equals(piped.stdout as Uint8Array)).toBe(true);
    expect(bytes.equals(named.stdout as Uint8Array)).toBe(true);
  });

  test('writes output as it comes', async () => {
    const file = await source('slow.sh', 'echo first; sleep 60');
    const program = bailiff(['run', file]);
    const chunk = await new Promise<Buffer>((resolve) => program.stdout!.once('data', resolve));
    expect(chunk.toString()).toBe('first\n');
    program.kill('SIGINT');
    expect(await program).toMatchObject({ exitCode: 130, stderr: '' });
  });

  test.each([
    ['cpu', 'while :; do :; done', ['--cpu', '100ms', '--wall', '30s'], 124, '--cpu'], // on a busy machine too
    ['wall', 'sleep 60', ['--wall', '200ms'], 124, '--wall'],
    ['output', 'yes', ['--stdout-limit', '64KiB'], 153, '--stdout-limit'],
  ])('ends a program at its %s limit and says so', async (name, script, limits, status, advice) => {
    const file = await source(`${name}.sh`, script);
    const { exitCode, stderr } = await bailiff(['run', file, ...limits]);
    expect(exitCode).toBe(status);
    expect(stderr).toMatch(new RegExp(`^bailiff: ended at its .* limit of .*: see ${advice}\n$`));
  });

  test('cuts stdout exactly at its limit', async () => {
    const file = await source('flood.sh', 'yes');
    expect((await bailiff(['run', file, '--stdout-limit', '1000'])).stdout).toBe('y\n'.repeat(500));
  });

  test("shows a signal as the shell does, and the compiler's message", async () => {
    const crash = await bailiff(['run', await source('crash.sh', 'kill -SEGV $$')]);
    expect(crash.exitCode).toBe(128 + constants.signals.SIGSEGV);
    const broken = await bailiff(['run', await source('broken.c', 'int main(void) { return missing; }')]);
    expect(broken.exitCode).toBe(1);
    expect(broken.stderr).toMatch(/missing.*undeclared[\s\S]*bailiff: the program does not compile\n$/);
  });

  test('prints the whole result with --json', async () => {
    const file = await source('json.sh', 'echo out; echo err >&2; exit 3');
    const { exitCode, stdout, stderr } = await bailiff(['run', file, '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' });
    expect(JSON.parse(stdout as string)).toMatchObject({
      status: 'exited',
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  test.each([
    [['nowhere.py'], 'no such file'],
    [['/bin/sh'], 'name it with --language'],
    [['x.sh', '--language', 'algol'], 'known languages are'],
    [['x.sh', '--cpu', '2'], 'with its unit'],
    [['x.sh', '--memory', '1'], 'Cannot limit memoryBytes'],
    [['x.sh', '--env', 'X'], 'NAME=VALUE'],
    [['x.sh', '--stdin', 'nowhere'], 'nowhere'],
    [['x.sh', '--bogus'], 'bogus'],
    [[], 'arguments are missing'],
  ])('answers 125 and one line when it cannot run (%#)', async (args, message) => {
    await source('x.sh', 'echo ran');
    const { exitCode, stdout, stderr } = await bailiff(['run', ...args], { cwd: folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 125, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^bailiff: .*${message}.*\n$`));
  });

  test('leaves quietly when nobody reads its output any more', async () => {
    const file = await source('endless.sh', 'yes');
    const program = bailiff(['run', file], { buffer: false });
    program.stdout!.once('data', () => program.stdout!.destroy());
    program.stderr!.resume();
    expect((await program).exitCode).toBe(141);
  });
});
