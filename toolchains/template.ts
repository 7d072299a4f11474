import { posix } from 'node:path';
import type { Argv, StepRecipe, Toolchain } from './recipe.js';

/** What stands for a token: one text, or several arguments. */
export type Tokens = Readonly<Record<string, string | readonly string[]>>;

const TOKEN = /\{([a-zA-Z]+)(?::([^{}]+))?\}/g;
const SCRATCH = '/tmp'; // each jail's own, and new
const EMPTY_CACHE = `${SCRATCH}/cache`;
const DEFAULT_HEAP_SHARE = 0.75;
const MiB = 2 ** 20;

/** What one step is about. Paths are those that its command sees. */
export interface StepSubject {
  readonly main: string;
  /** Every source of the language. */
  readonly sources: readonly string[];
  readonly memoryBytes: number;
  /** With a slash at its end: a folder. Undefined: the step has none. */
  readonly artifact: string | undefined;
}

/** Every token of one step of a located toolchain, as seen in the jail. */
export function stepTokens(toolchain: Toolchain, subject: StepSubject): Tokens {
  const { main, sources, memoryBytes, artifact } = subject;
  const memoryMiB = Math.max(1, Math.floor(memoryBytes / MiB));
  const heapShare = toolchain.recipe.needs?.heapShare ?? DEFAULT_HEAP_SHARE;
  const heapMiB = Math.max(1, Math.floor(memoryMiB * heapShare));
  return {
    ...toolchainTokens(toolchain),
    scratch: SCRATCH,
    main,
    stem: posix.basename(main, posix.extname(main)),
    sources,
    others: sources.filter((path) => path !== main),
    memoryMiB: String(memoryMiB),
    heapMiB: String(heapMiB),
    heapHex: (heapMiB * MiB).toString(16),
    ...(artifact !== undefined && { artifact: artifact.replace(/\/$/, '') }),
  };
}

/** The tokens that a located toolchain fixes, as seen in the jail. `{kit}`, `{checker}` and `{variant}` where it has them. */
export function toolchainTokens(toolchain: Toolchain): Record<string, string> {
  const { command, root, jailRoot, cache = EMPTY_CACHE, version, kit, checker, recipe } = toolchain;
  const variant = (toolchain.variant ?? recipe.variants?.[0])?.value;
  const tool = posix.join(jailRoot, posix.relative(root, command));
  return {
    ...{ tool, root: jailRoot, cache, version },
    ...(kit !== undefined && { kit }),
    ...(checker !== undefined && { checker }),
    ...(variant !== undefined && { variant }),
  };
}

/**
 * Fills the tokens of a command line, once: what a token stands for is not read again. A list spreads over several
 * arguments and must be an argument of its own. `{tool:javac}` is the command `javac` beside `{tool}`.
 *
 * @throws Error for a token that is not in `tokens`: a fault of the recipe.
 */
export function expandArgv(argv: Argv, tokens: Tokens): [string, ...string[]] {
  const [command, ...args] = argv;
  return [expandText(command, tokens), ...args.flatMap((argument) => expandArgument(argument, tokens))];
}

/** The command line of a step before its tokens are filled: with its warm arguments, where there is a cache. */
export function stepArgv({ argv, warmArgs = [] }: StepRecipe, { cache }: Toolchain): Argv {
  const [command, ...args] = argv;
  return cache === undefined ? argv : [command, ...warmArgs, ...args];
}

/** Fills the tokens in the values of an environment. @throws Error as {@link expandArgv} */
export function expandEnv(env: Readonly<Record<string, string>>, tokens: Tokens): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, expandText(value, tokens)]));
}

function expandArgument(argument: string, tokens: Tokens): readonly string[] {
  const name = /^\{([a-zA-Z]+)\}$/.exec(argument)?.[1];
  const value = name === undefined ? undefined : lookUp(name, tokens);
  return typeof value === 'object' ? value : [expandText(argument, tokens)];
}

function expandText(text: string, tokens: Tokens): string {
  return text.replace(TOKEN, (token, name: string, sibling: string | undefined) => {
    const value = lookUp(name, tokens);
    if (typeof value !== 'string') throw new Error(`Cannot fill ${token} in "${text}": a list stands alone`);
    return sibling === undefined ? value : posix.join(posix.dirname(value), sibling);
  });
}

function lookUp(name: string, tokens: Tokens): string | readonly string[] {
  const value = Object.hasOwn(tokens, name) ? tokens[name] : undefined;
  if (value === undefined)
    throw new Error(`Cannot fill {${name}}: known tokens are ${Object.keys(tokens).join(', ')}`);
  return value;
}
