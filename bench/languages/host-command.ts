import { spawn } from 'node:child_process';
import { BailiffError } from '../../lib/index.js';

/** A command of the host's, without a jail. */
export interface HostCommand {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

const SAID_LINES = 5;

/** Its stdout. By plain `child_process.spawn`: a library around it would make the jails look cheaper. */
export function output({ argv, env, cwd }: HostCommand): Promise<string> {
  const [file, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(Buffer.concat(stdout).toString('utf8'));
      else reject(failed(argv, `${Buffer.concat(stderr)}`.trim() || `ended with ${code ?? signal}`));
    });
  });
}

export function failed(argv: readonly string[], how: string): BailiffError {
  const said = how.split('\n').slice(0, SAID_LINES).join('\n');
  return new BailiffError('HOST_UNSUPPORTED', `Cannot measure "${argv.join(' ')}" without a jail: ${said}`);
}
