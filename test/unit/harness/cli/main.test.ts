import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { CliCommand, Io } from '../../../../harness/cli/command.js';
import { main } from '../../../../harness/cli/main.js';
import { BailiffError } from '../../../../lib/errors.js';

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const seen: Record<string, unknown>[] = [];

function command(name: string, run: CliCommand['run'], faultStatus?: number): CliCommand {
  return {
    command: `${name} <file> [rest..]`,
    describe: `Does ${name}`,
    builder: (yargs) =>
      yargs
        .positional('file', { type: 'string' })
        .positional('rest', { type: 'string', array: true })
        .option('level', { type: 'string' }),
    run,
    faultStatus,
  };
}

const COMMANDS = [
  command('look', async (args) => {
    seen.push(args);
    return 7;
  }),
  command('fail', async () => {
    throw new BailiffError('NSJAIL_MISSING', 'Cannot find nsjail:\n\u001b[31mrun setup');
  }),
  command(
    'own',
    async () => {
      throw new BailiffError('UNKNOWN_LANGUAGE', 'Cannot run "cobol"');
    },
    125,
  ),
  command('break', async () => {
    throw new TypeError('undefined is not a function');
  }),
  command('wait', (_, io) => new Promise((_, reject) => io.signal.addEventListener('abort', reject))),
];

async function bailiff(argv: readonly string[], signal = new AbortController().signal): Promise<Outcome> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io = { stdout, stderr, signal } as unknown as Io;
  const status = await main(argv, COMMANDS, io);
  stdout.end();
  stderr.end();
  return { status, stdout: await text(stdout), stderr: await text(stderr) };
}

describe('main()', () => {
  test('gives a command its arguments as they are, those behind -- apart', async () => {
    expect((await bailiff(['look', '007', '1e3', '--level', '08', '--', '--flag', '-x'])).status).toBe(7);
    expect(seen.at(-1)).toMatchObject({ file: '007', rest: ['1e3'], level: '08', '--': ['--flag', '-x'] });
  });

  test.each([
    [[], 'no command given'],
    [['frob'], 'Unknown command: frob'],
    [['look'], 'arguments are missing; see bailiff look'],
    [['look', 'a', '--bogus'], 'Unknown argument: bogus'],
  ])("answers a wrong call with the caller's status and one line (%#)", async (argv, message) => {
    const { status, stdout, stderr } = await bailiff(argv);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^bailiff: .*${message}.*\n$`));
  });

  test('prints help and version on stdout', async () => {
    const help = await bailiff(['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    for (const { describe: line } of COMMANDS) expect(help.stdout).toContain(line);
    expect((await bailiff(['look', '--help'])).stdout).toContain('--level');
    expect(await bailiff(['--version'])).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  test('turns an error into one line without control characters, and the status of its code', async () => {
    const { status, stderr } = await bailiff(['fail', 'x']);
    expect(status).toBe(3);
    expect(stderr).toBe('bailiff: Cannot find nsjail: [31mrun setup\n');
  });

  test('takes the status that a command has for its faults, also for a wrong call of it', async () => {
    expect((await bailiff(['own', 'x'])).status).toBe(125);
    expect((await bailiff(['own', 'x', '--bogus'])).status).toBe(125);
  });

  test('shows the trace of a fault of its own', async () => {
    const { status, stderr } = await bailiff(['break', 'x']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/fault in bailiff itself[\s\S]*TypeError[\s\S]*main\.test/);
  });

  test('answers 130 when it was interrupted, whatever the command throws then', async () => {
    const abort = new AbortController();
    const outcome = bailiff(['wait', 'x'], abort.signal);
    setTimeout(() => abort.abort(), 10);
    expect(await outcome).toEqual({ status: 130, stdout: '', stderr: '' });
  });
});
