import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  expandArgv,
  expandEnv,
  type StepRecipe,
  stepTokens,
  type Toolchain,
} from '../../toolchains/index.js';
import { failed, type HostCommand, output } from './host-command.js';

/** The commands of a recipe as the host runs them, without a jail: what a language takes by itself. */
export interface Bare extends AsyncDisposable {
  /** Compiles in a new folder, as every jail does. Undefined: nothing is compiled. */
  readonly compile?: () => Promise<void>;
  /** Runs what was compiled last. */
  readonly run: () => Promise<void>;
  /** Makes the next folder: no part of what is measured. */
  readonly renew: () => Promise<void>;
}

const MEMORY_BYTES = 512 * 2 ** 20;
const MADE = { recursive: true } as const;

/** A folder with the source, in which the commands run; gone when disposed of. */
export async function openBare(toolchain: Toolchain, code: string, stdout: string): Promise<Bare> {
  const { recipe } = toolchain;
  const folder = await mkdtemp(join(tmpdir(), 'bailiff-bench-'));
  const cache = await copyOfCache(toolchain, join(folder, 'cache'));
  let count = 0;
  let place = await makePlace(toolchain, join(folder, '0'), code);
  const compile = recipe.compile;
  const commandOf = (step: StepRecipe) => bareCommand(toolchain, step, place, cache);
  return {
    ...(compile && { compile: async () => void (await output(commandOf(compile))) }),
    run: async () => {
      const command = commandOf(recipe.run);
      const printed = await output(command);
      if (printed !== stdout) throw failed(command.argv, `printed ${JSON.stringify(printed.slice(0, 80))}`);
    },
    renew: async () => {
      await rm(place.folder, { recursive: true });
      place = await makePlace(toolchain, join(folder, `${++count}`), code);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Where one compilation and the runs of what it made happen. */
interface Place {
  readonly folder: string;
  readonly main: string;
  readonly scratch: string;
  readonly artifact: string | undefined;
}

async function makePlace({ recipe }: Toolchain, folder: string, code: string): Promise<Place> {
  const main = join(folder, recipe.sourceName);
  const scratch = join(folder, 'scratch');
  const artifact = recipe.compile && join(folder, 'out', recipe.compile.artifact);
  await mkdir(scratch, MADE);
  if (artifact) await mkdir(dirname(artifact), MADE);
  await writeFile(main, code);
  return { folder, main, scratch, artifact };
}

/** What a compiler writes there is not to help the jails. */
async function copyOfCache({ mounts, cache }: Toolchain, copy: string): Promise<string> {
  const there = mounts.find(({ jail }) => jail === cache)?.host;
  if (there) await cp(there, copy, { recursive: true });
  return copy;
}

function bareCommand(toolchain: Toolchain, step: StepRecipe, place: Place, cache: string): HostCommand {
  const { command: tool, root, mounts, kit } = toolchain;
  const { folder, main, scratch, artifact } = place;
  const kitOnHost = mounts.find(({ jail }) => jail === kit)?.host ?? kit;
  const subject = { main, sources: [main], memoryBytes: MEMORY_BYTES, artifact };
  const tokens = {
    ...stepTokens(toolchain, subject),
    ...{ tool, root, cache, scratch },
    ...(kitOnHost !== undefined && { kit: kitOnHost }),
  };
  return {
    argv: expandArgv(step.argv, tokens),
    env: { PATH: '/usr/bin:/bin', HOME: folder, LANG: 'C.UTF-8', ...expandEnv(step.env ?? {}, tokens) },
    cwd: folder,
  };
}
