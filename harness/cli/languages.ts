import { z } from 'zod';
import { readEnv } from '../../lib/env.js';
import { resolveHome } from '../../lib/home.js';
import { resolveToolchainRoot } from '../../lib/toolchain-root.js';
import { formatBytes } from '../../lib/units.js';
import {
  type Absence,
  diagnoseAbsence,
  type Inventory,
  LEAST_MEMORY_BYTES,
  loadInventory,
  locateInRoot,
  namesOf,
  RECIPES,
  type Recipe,
  type Toolchain,
} from '../../toolchains/index.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { oneLine, paint, say } from './terminal.js';

const LanguagesArgs = z.object({
  json: z.boolean().default(false),
  toolchainRoot: z.string({ error: 'give it once' }).optional(),
});

/** One language as `bailiff languages --json` prints it. */
interface LanguageReport {
  readonly name: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** What may follow the @, besides versions. */
  readonly variants: readonly string[];
  readonly extensions: readonly string[];
  /** Newest first: the first is what the name alone means. */
  readonly versions: readonly { readonly version: string; readonly source: string }[];
  readonly state: 'ready' | 'missing' | 'broken';
  /** How to get what is missing, or what is wrong. */
  readonly detail: string;
  /** The least memory limit under which hello runs. */
  readonly leastMemoryBytes: number;
}

interface Search {
  readonly home: string;
  readonly path: readonly string[];
  /** The folder of another system, whose toolchains count. */
  readonly root: string | undefined;
}

/** `bailiff languages`: what can be run, in which versions, and how to get the rest. */
export const languagesCommand: CliCommand = {
  command: 'languages',
  describe: 'List the languages, their versions and where they come from',
  builder: (yargs) =>
    yargs.option('json', { type: 'boolean', describe: 'Print JSON' }).option('toolchain-root', {
      type: 'string',
      requiresArg: true,
      describe: 'A folder with another system, whose toolchains count',
    }),
  run: async (raw, io) => {
    const { json, toolchainRoot } = parseArgs(LanguagesArgs, raw);
    const root = toolchainRoot === undefined ? undefined : await resolveToolchainRoot(toolchainRoot);
    const search = { home: await resolveHome(), path: readEnv().path, root };
    const inventory = await (root === undefined
      ? loadInventory(search)
      : locateInRoot({ root, home: search.home }));
    const reports = await Promise.all(RECIPES.map((recipe) => describe(recipe, inventory, search)));
    if (json) say(io.stdout, JSON.stringify(reports, undefined, 2));
    else for (const line of linesOf(reports, io)) say(io.stdout, line);
    return 0;
  },
};

async function describe(recipe: Recipe, inventory: Inventory, search: Search): Promise<LanguageReport> {
  const found = inventory.filter((toolchain) => toolchain.recipe.name === recipe.name);
  const [name, ...aliases] = namesOf(recipe);
  const absence = found.length > 0 ? undefined : await absenceOf(recipe, search);
  return {
    name: name!,
    title: recipe.title,
    aliases,
    variants: (recipe.variants ?? []).map((variant) => variant.name),
    extensions: recipe.extensions,
    versions: found.map((toolchain) => ({
      version: toolchain.version,
      source: sourceOf(toolchain, search.home),
    })),
    state: absence?.state ?? 'ready',
    detail: absence?.detail ?? '',
    leastMemoryBytes: recipe.needs?.memoryBytes ?? LEAST_MEMORY_BYTES,
  };
}

async function absenceOf(recipe: Recipe, search: Search): Promise<Absence> {
  if (search.root === undefined) return diagnoseAbsence(recipe, search);
  return { state: 'missing', detail: `not in ${search.root}/usr/bin, or too old` };
}

function sourceOf({ command: path, kit, mounts, system = '' }: Toolchain, home: string): string {
  const command = `${system}${path}`;
  const kitFolder = kit && mounts.find(({ jail }) => jail === kit)?.host;
  const source = kitFolder ? `${kitFolder} and ${command}` : command;
  const isOurs = system === '' && source.startsWith(`${home}/`); // that folder may be anywhere
  return isOurs ? `setup: ${source}` : source;
}

function linesOf(reports: readonly LanguageReport[], io: Io): string[] {
  const rows = reports.map((report) => ({ report, cells: cellsOf(report) }));
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map(({ cells }) => cells[at]!.length)));
  const ready = reports.filter(({ state }) => state === 'ready').length;
  const lines = rows.flatMap(({ report, cells }) => {
    const [state, ...rest] = cells.map((cell, at) => cell.padEnd(widths[at] ?? 0));
    const line = [paint(io.stdout, COLOURS[report.state], state!), ...rest].join('  ');
    const others = report.versions.slice(1).map(({ version, source }) => `${version} ${source}`);
    return [line, ...others.map((other) => `${' '.repeat(widths[0]! + widths[1]! + 4)}${other}`)];
  });
  return [...lines, '', `${ready} of ${reports.length} languages are ready`];
}

const COLOURS = { ready: 'green', missing: 'yellow', broken: 'red' } as const;

function cellsOf(report: LanguageReport): string[] {
  const { state, name, versions, leastMemoryBytes, aliases, detail } = report;
  const [newest] = versions;
  const facts = newest ? `${newest.source}${aliases.length > 0 ? `  (${aliases.join(', ')})` : ''}` : detail;
  return [state, name, newest?.version ?? '-', formatBytes(leastMemoryBytes), oneLine(facts)];
}
