import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readEnv } from '../../lib/env.js';
import { BailiffError, messageOf } from '../../lib/errors.js';
import { resolveHome } from '../../lib/home.js';
import { formatBytes } from '../../lib/units.js';
import {
  builtinLayer,
  createLayer,
  findLayers,
  type Layer,
  type LayerKind,
  type LayerList,
  listLayers,
  loadInventory,
  pickToolchain,
  removeLayers,
  runtimeTitle,
  type Toolchain,
  ToolchainInstallError,
} from '../../toolchains/index.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { oneLine, say } from './terminal.js';

const once = z.string({ error: 'give it once' });

const LayerArgs = z.object({
  action: z.enum(['create', 'list', 'rm']),
  name: once.optional(),
  python: once.optional(),
  javascript: once.optional(),
  for: once.optional(),
  json: z.boolean().default(false),
});

type LayerArgs = z.output<typeof LayerArgs>;

/** `bailiff layer`: libraries that programs can be given, read-only. */
export const layerCommand: CliCommand = {
  command: 'layer <action> [name]',
  describe: 'Make, list or remove layers of libraries: create, list, rm',
  builder: (yargs) =>
    yargs
      .positional('action', { type: 'string', choices: ['create', 'list', 'rm'] })
      .positional('name', { type: 'string', describe: 'Name of the layer' })
      .option('python', { type: 'string', requiresArg: true, describe: 'requirements.txt to install by pip' })
      .option('javascript', {
        type: 'string',
        requiresArg: true,
        describe: 'package.json to install by npm, with the package-lock.json beside it',
      })
      .option('for', { type: 'string', requiresArg: true, describe: 'Language and version, as python@3.12' })
      .option('json', { type: 'boolean', describe: 'list: print JSON' })
      .epilogue(
        'Packages are installed outside of jails, their own scripts turned off: whether to trust them is yours to say.',
      ),
  run: async (raw, io) => {
    const args = parseArgs(LayerArgs, raw);
    const home = await resolveHome();
    switch (args.action) {
      case 'create':
        return create(args, home, io);
      case 'list':
        return list(args, home, io);
      case 'rm':
        return remove(nameOf(args), home, io);
      default:
        return args.action satisfies never;
    }
  },
};

async function create(args: LayerArgs, home: string, io: Io): Promise<number> {
  const name = nameOf(args);
  const wanted = await listOf(name, args);
  try {
    const layer = await createLayer(name, wanted, await runtimeOf(wanted.kind, args.for, home), {
      home,
      path: readEnv().path,
      signal: io.signal,
    });
    for (const line of layerLines([layer])) say(io.stdout, line);
    return 0;
  } catch (error) {
    io.signal.throwIfAborted();
    if (!(error instanceof ToolchainInstallError)) throw error;
    say(io.stderr, `bailiff: ${oneLine(`${error.message}; ${error.nextStep}`)}`);
    return 3;
  }
}

async function list({ json }: LayerArgs, home: string, io: Io): Promise<number> {
  const layers = await listLayers(home);
  if (json) say(io.stdout, JSON.stringify(layers, undefined, 2));
  else if (layers.length === 0) say(io.stdout, 'No layers. Make one: bailiff setup --libraries python-data');
  else for (const line of layerLines(layers)) say(io.stdout, line);
  return 0;
}

async function remove(name: string, home: string, io: Io): Promise<number> {
  const layers = await findLayers(home, name);
  if (layers.length === 0) {
    const known = [...new Set((await listLayers(home)).map((layer) => layer.name))].join(', ') || 'none';
    throw new BailiffError('INVALID_OPTIONS', `Cannot remove the layer "${name}": there are ${known}`);
  }
  await removeLayers(layers, home);
  for (const line of layerLines(layers)) say(io.stdout, `removed  ${line}`);
  return 0;
}

/** What `layer list` says of each: name, runtime, size, packages. */
export function layerLines(layers: readonly Layer[]): string[] {
  const width = Math.max(...layers.map(({ name }) => name.length));
  return layers.map(
    ({ name, kind, runtime, bytes, packages }) =>
      `${name.padEnd(width)}  ${runtimeTitle(kind, runtime).padEnd(12)}  ${formatBytes(bytes).padStart(9)}  ${packages.join(', ')}`,
  );
}

function nameOf({ action, name }: LayerArgs): string {
  if (name !== undefined) return name;
  throw new BailiffError('INVALID_OPTIONS', `Cannot ${action} a layer: name it; see bailiff layer --help`);
}

async function listOf(name: string, { python, javascript }: LayerArgs): Promise<LayerList> {
  if (python !== undefined && javascript !== undefined)
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot make the layer "${name}": give --python or --javascript`,
    );
  if (python !== undefined) return { kind: 'python', text: await read(python) };
  if (javascript !== undefined) {
    const lock = await readFile(join(dirname(javascript), 'package-lock.json'), 'utf8').catch(
      () => undefined,
    );
    return { kind: 'javascript', text: await read(javascript), lock };
  }
  const builtin = builtinLayer(name);
  if (builtin) return builtin;
  throw new BailiffError(
    'INVALID_OPTIONS',
    `Cannot make the layer "${name}": give its list by --python requirements.txt or --javascript package.json`,
  );
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new BailiffError('INVALID_OPTIONS', `Cannot read "${path}": ${messageOf(cause)}`, { cause });
  }
}

/** The toolchain that a layer is for: the newest of its language unless another is named. */
export async function runtimeOf(
  kind: LayerKind,
  asked: string | undefined,
  home: string,
): Promise<Toolchain> {
  const pick = pickToolchain(await loadInventory({ home, path: readEnv().path }), asked ?? kind);
  if (pick.state === 'found') return pick.toolchain;
  throw new ToolchainInstallError(
    `Cannot make a layer for "${asked ?? kind}": it is not installed`,
    `run: bailiff setup --toolchains ${kind}`,
  );
}
