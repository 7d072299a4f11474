import { spawn } from 'node:child_process';
import { type Contender, checkOutput, type Peer, UNIT, unfit } from './peer.js';
import type { BenchProgram } from './program.js';

/** `child_process.spawn` of the program itself, without any isolation: the unit of the ratios. */
export const spawnContender: Contender = commandContender(UNIT, []);

/** A command that runs the program named behind it. */
export function commandContender(name: string, prefix: readonly string[]): Contender {
  return {
    name,
    open: (program) => spawnPeer(name, { ...program, argv: [...prefix, ...program.argv] as [string] }),
  };
}

/** A program of the host's, from its start until its end is known and all of its output is there. */
export function spawnPeer(name: string, program: BenchProgram): Peer {
  const { stdin, stdout } = program;
  const quiet = stdin === undefined && stdout === undefined;
  return { name, run: quiet ? () => exited(name, program) : () => answered(name, program) };
}

function exited(name: string, { argv: [file, ...args] }: BenchProgram): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(unfit(name, [file, ...args], ending(code, signal))),
    );
  });
}

/** Stdout and stderr are taken in, as a runner does it. */
function answered(name: string, program: BenchProgram): Promise<void> {
  const [file, ...args] = program.argv;
  return new Promise<void>((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'pipe' });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => undefined); // who reads nothing may end first
    child.stdin.end(program.stdin);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code !== 0) return reject(unfit(name, program.argv, ending(code, signal)));
      try {
        checkOutput(name, program, Buffer.concat(said).toString('utf8'));
        resolve();
      } catch (error) {
        reject(error);
      }
    });
  });
}

function ending(code: number | null, signal: NodeJS.Signals | null): string {
  return `ended with "${code ?? signal}" instead of exit code 0`;
}
