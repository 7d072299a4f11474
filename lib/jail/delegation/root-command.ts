import { BailiffError } from '../../errors.js';
import { lastLine } from '../setup-packages.js';

/** Runs a tool of the system. @throws BailiffError SETUP_FAILED with its own words */
export async function runCommand(argv: readonly [string, ...string[]]): Promise<void> {
  const { execa } = await import('execa'); // 50 ms to load, which a plain run never needs
  const [command, ...args] = argv;
  const result = await execa(command, args, { reject: false, stdin: 'ignore', env: { LC_ALL: 'C' } });
  if (!result.failed) return;
  const said = lastLine(result.stderr || result.shortMessage);
  throw new BailiffError('SETUP_FAILED', `Cannot run "${argv.join(' ')}": ${said}`);
}
