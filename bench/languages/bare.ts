import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { BailiffError } from '../../lib/index.js';
import {
  expandArgv,
  expandEnv,
  type StepRecipe,
  type Toolchain,
  toolchainTokens,
} from '../../toolchains/index.js';

/** The commands of a recipe as the host runs them, without a jail: what a language takes by itself. */
export interface Bare extends AsyncDisposable {
  /** Undefined: nothing is compiled. */
  readonly compile?: () => Promise<void>;
  readonly run: () => Promise<void>;
}

const MEMORY_MIB = 512;
const DEFAULT_HEAP_SHARE = 0.75;

/** A folder with the source, in which the commands run; gone when disposed of. */
export async function openBare(toolchain: Toolchain, code: string, stdout: string): Promise<Bare> {
  const { recipe } = toolchain;
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-bench-'));
  const main = join(folder, recipe.sourceName);
  await writeFile(main, code);
  const artifact = recipe.compile && join(folder, 'out', recipe.compile.artifact.replace(/\/$/, ''));
  if (artifact) await mkdir(recipe.compile.artifact.endsWith('/') ? artifact : join(artifact, '..'), MADE);
  const tokens = { ...hostTokens(toolchain, folder), main, sources: [main], ...(artifact && { artifact }) };
  const command = (step: StepRecipe) => ({
    argv: expandArgv(step.argv, tokens),
    env: { PATH: '/usr/bin:/bin', HOME: folder, LANG: 'C.UTF-8', ...expandEnv(step.env ?? {}, tokens) },
    cwd: folder,
  });
  const compile = recipe.compile && command(recipe.compile);
  const run = command(recipe.run);
  return {
    ...(compile && { compile: async () => void (await output(compile)) }),
    run: async () => {
      const printed = await output(run);
      if (printed !== stdout) throw failed(run.argv, `printed ${JSON.stringify(printed.slice(0, 80))}`);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const MADE = { recursive: true } as const;

/** As `toolchainTokens()` and the planner of a step fill them, with the paths of the host. */
function hostTokens(toolchain: Toolchain, folder: string) {
  const { recipe, command, root, mounts, cache, kit } = toolchain;
  const onHost = (jailed: string | undefined) => mounts.find(({ jail }) => jail === jailed)?.host;
  const heapMiB = Math.floor(MEMORY_MIB * (recipe.needs?.heapShare ?? DEFAULT_HEAP_SHARE));
  return {
    ...toolchainTokens(toolchain),
    tool: command,
    root,
    cache: onHost(cache) ?? join(folder, 'cache'),
    ...(kit !== undefined && { kit: onHost(kit) ?? kit }),
    stem: recipe.sourceName.replace(/\.[^.]*$/, ''),
    memoryMiB: String(MEMORY_MIB),
    heapMiB: String(heapMiB),
    heapHex: (heapMiB * 2 ** 20).toString(16),
    others: [],
  };
}

interface Command {
  readonly argv: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Its output is taken in, as a runner does it. */
async function output({ argv: [file, ...args], env, cwd }: Command): Promise<string> {
  const ended = await execa(file, args, {
    env,
    cwd,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
  });
  if (ended.failed) throw failed([file, ...args], ended.stderr || ended.shortMessage || 'failed');
  return ended.stdout;
}

function failed(argv: readonly string[], how: string): BailiffError {
  return new BailiffError(
    'HOST_UNSUPPORTED',
    `Cannot measure "${argv.join(' ')}" without a jail: ${how.trim()}`,
  );
}
