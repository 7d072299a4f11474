import type { Program, Runner } from '../../lib/index.js';
import { findRecipe, type Recipe } from '../../toolchains/index.js';

/** A language whose compiler leaves a program that prints when, to the nanosecond, it was compiled. */
export const CLOCK: Recipe = {
  ...findRecipe('bash')!,
  name: 'clock',
  title: 'Clock',
  aliases: [],
  extensions: ['.clock'],
  sourceName: 'main.clock',
  compile: {
    argv: [
      '{tool}',
      '-c',
      'test "$(cat "$0")" != broken && (echo "#!/bin/sh"; echo "echo $(date +%s%N)") > "$1" && chmod +x "$1"',
      '{main}',
      '{artifact}',
    ],
    artifact: 'program',
  },
  run: { argv: ['{artifact}'] },
};

/** Compiles what is known to compile. */
export async function compiled(runner: Runner, options: Parameters<Runner['compile']>[0]): Promise<Program> {
  const program = await runner.compile(options);
  if (program.status !== 'compiled') throw new Error(program.stderr);
  return program;
}
