import { resolve } from 'node:path';
import { z } from 'zod';
import { readEnv } from '../../lib/env.js';
import { BailiffError } from '../../lib/errors.js';
import { resolveHome } from '../../lib/home.js';
import { setUpEngine } from '../../lib/jail/setup.js';
import { ensureSystemTools } from '../../lib/session/system-tools.js';
import { formatBytes } from '../../lib/units.js';
import {
  BUILTIN_LAYERS,
  builtinLayer,
  createLayer,
  findRecipe,
  installToolchains,
  presentLayer,
  RECIPES,
  runtimeTitle,
  ToolchainInstallError,
} from '../../toolchains/index.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { runDelegation } from './delegation.js';
import { runtimeOf } from './layer.js';
import { oneLine, paint, say } from './terminal.js';

const once = z.string({ error: 'give it once' });

const SetupArgs = z
  .object({
    toolchains: z.array(z.string()).default([]).transform(namesOf),
    libraries: z.array(z.string()).default([]).transform(libraryNamesOf),
    home: once.optional(),
    nsjail: once.optional(),
    delegate: once.optional(),
    undelegate: once.optional(),
    dryRun: z.boolean().default(false),
  })
  .refine((args) => args.delegate === undefined || args.undelegate === undefined, {
    error: 'give that or --delegate, not both',
    path: ['undelegate'],
  })
  .refine((args) => !args.dryRun || (args.delegate ?? args.undelegate) !== undefined, {
    error: 'it goes with --delegate or --undelegate',
    path: ['dry-run'],
  });

/** Without `--toolchains` nothing of Debian is touched; Node comes from the npm registry into our own folder. */
const NODE_LANGUAGES = ['javascript', 'typescript'] as const;

/** `bailiff setup`: brings what is missing, tells each step, and may be called again at any time. */
export const setupCommand: CliCommand = {
  command: 'setup',
  describe: 'Install what bailiff needs: nsjail, its native program, toolchains',
  builder: (yargs) =>
    yargs
      .option('toolchains', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: 'core, all, or names of languages; bailiff languages lists them',
      })
      .option('libraries', {
        type: 'string',
        array: true,
        requiresArg: true,
        describe: `layers of libraries: ${Object.keys(BUILTIN_LAYERS).join(', ')}`,
      })
      .option('home', {
        type: 'string',
        requiresArg: true,
        describe: 'Folder to install into, instead of BAILIFF_HOME',
      })
      .option('nsjail', { type: 'string', requiresArg: true, describe: 'Path of the nsjail to use' })
      .option('delegate', {
        type: 'string',
        requiresArg: true,
        describe: 'As root: give a user what full strength takes, and nothing else is set up',
      })
      .option('undelegate', { type: 'string', requiresArg: true, describe: 'As root: take it back' })
      .option('dry-run', { type: 'boolean', describe: 'Tell what would be given or taken back' }),
  run: async (raw, io) => {
    const args = parseArgs(SetupArgs, raw);
    if ((args.delegate ?? args.undelegate) !== undefined)
      return (await attempt(io, () => runDelegation(args, io))) ? 0 : 3;
    const home = await resolveHome(args.home);
    step(io, 'home', 'found', home);
    const engine = await attempt(io, () =>
      setUpEngine({
        home,
        nsjail: args.nsjail,
        signal: io.signal,
        onStep: (at) => step(io, at.title, at.state, at.detail),
      }),
    );
    const toolchains = await attempt(io, () => bringToolchains(args.toolchains, home, io));
    await bringSystemTools(args.toolchains, home, io);
    const libraries = await attempt(io, () => bringLibraries(args.libraries, home, io));
    const ready = engine && toolchains && libraries;
    if (ready) for (const line of closingLines(args)) say(io.stdout, line);
    return ready ? 0 : 3;
  },
};

/** What was named here by option has to be named to later commands too: setup writes no settings. */
function closingLines({ home, nsjail }: z.output<typeof SetupArgs>): string[] {
  const names = { BAILIFF_HOME: home, BAILIFF_NSJAIL: nsjail };
  const exports = Object.entries(names).flatMap(([name, path]) => (path ? `${name}="${resolve(path)}"` : []));
  const hint = exports.length > 0 ? [`For later commands: export ${exports.join(' ')}`] : [];
  return [...hint, 'Ready. See what this machine enforces: bailiff doctor'];
}

async function bringToolchains(
  asked: readonly string[] | 'core' | 'all',
  home: string,
  io: Io,
): Promise<void> {
  await installToolchains(asked.length === 0 ? NODE_LANGUAGES : asked, {
    home,
    path: readEnv().path,
    signal: io.signal,
    onStep: ({ language, state, detail }) => step(io, language, state, detail),
  });
}

/** What sessions use of Debian's own: with core and all, which bring packages of its anyway. */
async function bringSystemTools(
  asked: readonly string[] | 'core' | 'all',
  home: string,
  io: Io,
): Promise<void> {
  if (typeof asked !== 'string') return;
  await ensureSystemTools(
    { home, signal: io.signal, onStep: (at) => step(io, at.title, at.state, at.detail) },
    ({ title, detail }) => step(io, title, 'left out', detail),
  );
}

/** Makes the layers that are not there yet, for the newest runtime. */
async function bringLibraries(names: readonly string[], home: string, io: Io): Promise<void> {
  for (const name of names) {
    const list = builtinLayer(name)!;
    const toolchain = await runtimeOf(list.kind, undefined, home);
    const present = await presentLayer(name, list, toolchain, home);
    if (!present) step(io, name, 'installing', `for ${toolchain.recipe.title} ${toolchain.version}`);
    const layer =
      present ??
      (await createLayer(name, list, toolchain, { home, path: readEnv().path, signal: io.signal }));
    const detail = `${runtimeTitle(layer.kind, layer.runtime)}, ${formatBytes(layer.bytes)}, ${layer.packages.length} packages`;
    step(io, name, present ? 'present' : 'installed', detail);
  }
}

/** Does one part; when the host cannot, says why and what to do next, and lets the other parts go on. */
async function attempt(io: Io, part: () => Promise<unknown>): Promise<boolean> {
  try {
    await part();
    return true;
  } catch (error) {
    io.signal.throwIfAborted();
    const next = error instanceof ToolchainInstallError ? `; ${error.nextStep}` : '';
    const host =
      error instanceof ToolchainInstallError || (error instanceof BailiffError && error.blame === 'host');
    if (!host) throw error;
    say(io.stderr, `bailiff: ${oneLine(`${error.message}${next}`)}`);
    return false;
  }
}

function step(io: Io, title: string, state: string, detail: string): void {
  const done = ['found', 'present', 'installed', 'warmed'].includes(state);
  const mark = done ? paint(io.stdout, 'green', state.padEnd(10)) : state.padEnd(10);
  say(io.stdout, `${mark}  ${title.padEnd(14)}  ${oneLine(detail)}`);
}

function namesOf(words: readonly string[], context: z.RefinementCtx): readonly string[] | 'core' | 'all' {
  const names = words.flatMap((word) => word.split(',')).filter((name) => name !== '');
  const [only] = names;
  if (names.length === 1 && (only === 'core' || only === 'all')) return only;
  const unknown = names.find((name) => !findRecipe(name));
  if (unknown === undefined) return names;
  const known = RECIPES.map(({ name }) => name).join(', ');
  context.addIssue({
    code: 'custom',
    message: `"${unknown}" is not a language; known are ${known}, or core, or all`,
  });
  return z.NEVER;
}

function libraryNamesOf(words: readonly string[], context: z.RefinementCtx): readonly string[] {
  const names = words.flatMap((word) => word.split(',')).filter((name) => name !== '');
  const unknown = names.find((name) => !builtinLayer(name));
  if (unknown === undefined) return names;
  const known = Object.keys(BUILTIN_LAYERS).join(', ');
  context.addIssue({
    code: 'custom',
    message: `"${unknown}" is not known; known are ${known}; for a list of your own run: bailiff layer create`,
  });
  return z.NEVER;
}
