import type { Readable } from 'node:stream';
import { z } from 'zod';
import { findRecipe, RECIPES, type Recipe } from '../toolchains/index.js';
import { LimitsInput } from './limits.js';

const text = z.string().refine((value) => !value.includes('\0'), 'must not contain a NUL byte');
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');
const envName = text.refine((name) => name !== '' && !name.includes('='), 'must be a name without "="');

/** One file of a job. Paths are relative to the working folder and must not leave it. */
export const JobFile = z.strictObject({
  path: text,
  content: z.union([z.string(), bytes]),
  /** Permission bits. @default 0o644 */
  mode: z.number().int().min(0).max(0o777).optional(),
});

export type JobFile = z.input<typeof JobFile>;

/** Where a program's stdin comes from. Nothing given means empty. */
export type Stdin =
  | string
  | Uint8Array
  | { readonly file: string }
  | Readable
  | AsyncIterable<Uint8Array | string>;

const StdinStream = z.custom<AsyncIterable<Uint8Array | string>>(
  (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);
const Stdin = z.union([z.string(), bytes, StdinStream, z.strictObject({ file: text })], {
  error: 'must be a string, bytes, { file: path }, or a stream',
});

const Chunk = z.custom<(chunk: Buffer) => void>((value) => typeof value === 'function', 'must be a function');
const Signal = z.custom<AbortSignal>((value) => value instanceof AbortSignal, 'must be an AbortSignal');
const RecipeObject = z.custom<Recipe>(
  (value) => typeof value === 'object' && value !== null && 'run' in value && 'name' in value,
  'must be a recipe',
);

/** What is run: sources in a language. */
const sourceShape = {
  /** A name, an alias, `name@version`, or a recipe object. */
  language: z.union([text, RecipeObject]),
  /** The one source file. */
  code: z.union([z.string(), bytes]).optional(),
  /** Several files; the entry is `main`, else the recipe's own source name, else the first of the language. */
  files: z.array(JobFile).optional(),
  main: text.optional(),
  /** Layers of libraries that the program finds, in this order: `python-data`. @default those of the runner */
  libraries: z.array(text).max(16).optional(),
};

/** How one process runs. */
const stepShape = {
  args: z.array(text).optional(),
  stdin: Stdin.optional(),
  env: z.record(envName, text).optional(),
  /**
   * Files of the host that the program finds, read-only, at `/in/files/<name>`: for what is large. They are copied,
   * or cloned where the file system can, before it starts. Names are plain, without a slash.
   */
  inputs: z.record(text, text).optional(),
  limits: LimitsInput.optional(),
  signal: Signal.optional(),
  /** Files in the working folder to bring back; a trailing slash means all below a folder. */
  collect: z.array(text).optional(),
  /** `utf8`: stdout and stderr are strings; `buffer`: bytes. @default 'utf8' */
  encoding: z.enum(['utf8', 'buffer']).optional(),
  onStdout: Chunk.optional(),
  onStderr: Chunk.optional(),
  /** A network namespace of its own with a loopback device, for programs that talk to themselves. @default false */
  loopback: z.boolean().optional(),
};

const compileShape = {
  compileLimits: LimitsInput.optional(),
  /** Check types before anything is run, within `compileLimits`: TypeScript alone has that. @default false */
  check: z.boolean().optional(),
};

/** Options of `runner.compile()`. */
export const CompileOptions = z.strictObject({
  ...sourceShape,
  ...compileShape,
  signal: Signal.optional(),
});

/** Options of `program.run()`. */
export const ProgramRunOptions = z.strictObject({ ...stepShape, files: z.array(JobFile).optional() });

/** Options of `run()` for sources in a language. */
export const SourceRunOptions = z.strictObject({ ...sourceShape, ...compileShape, ...stepShape });

/** Options of `run()` for a program of the host. */
export const ArgvRunOptions = z.strictObject({
  /** A program of the host's /usr, or one in `files` such as `./tool`, run as it is, jailed. */
  argv: z
    .array(text)
    .min(1)
    .refine(([name]) => name !== '', 'must start with the name of a program'),
  files: z.array(JobFile).optional(),
  ...stepShape,
});

/** Options of `run()`: a `language` with `code` or `files`, or a bare `argv`. */
export const RunOptions = z.union([SourceRunOptions, ArgvRunOptions]);

export type CompileOptions = z.input<typeof CompileOptions>;
export type ProgramRunOptions = z.input<typeof ProgramRunOptions>;
export type RunOptions = z.input<typeof RunOptions>;

/** Which enforcement a runner insists on. */
export const Requirement = z.enum(['cgroup', 'own-uid']);
export type Requirement = z.infer<typeof Requirement>;

const WARM_NAMES = RECIPES.filter(({ warm }) => warm).map(({ name }) => name);

/** Read into canonical names. */
const WarmLanguages = z
  .array(
    text.transform((given, context) => {
      const recipe = findRecipe(given);
      if (recipe?.warm) return recipe.name;
      const message = `must be a language that can be warm (${WARM_NAMES.join(', ')}), not ${JSON.stringify(given)}`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }),
  )
  .transform((names) => [...new Set(names)]);

/** Options of `createRunner()`. */
export const RunnerOptions = z.strictObject({
  /** Programs at the same time. @default the number of cores; with `pin` it is also the most */
  concurrency: z.number().int().positive().max(256).optional(),
  /** Calls that may wait for a free place; one more rejects with QUEUE_FULL. @default 10,000 */
  maxQueue: z.number().int().nonnegative().optional(),
  /** Jails held ready for use. @default concurrency + 1 */
  parked: z.number().int().positive().max(256).optional(),
  /**
   * Give each program a core of its own while it runs: steadier times, no parallel speed-up for the program. The
   * second hardware thread of a core stays free, unless `concurrency` asks for more than there are cores.
   * @default false
   */
  pin: z.boolean().optional(),
  /**
   * Languages whose interpreters are started ahead: each program still has one of its own, and a fresh jail, but does
   * not wait for its start. `python`, `javascript` and `typescript` can be. Each holds up to `parked` jails more, of
   * 6 to 26 MiB. @default []
   */
  warm: WarmLanguages.optional(),
  /**
   * Outside user ids: the first of the range, and how many. For a user to whom ids were delegated it counts when it
   * lies in them, else all of them are used. @default { start: 200_000, count: 8_192 }, of a delegation all of it
   */
  uids: z.strictObject({ start: z.number().int().min(1_000), count: z.number().int().min(2) }).optional(),
  /** Upper bounds of what a call may ask for. */
  ceilings: LimitsInput.optional(),
  /** Reject when the host cannot enforce it, rather than run weaker. @default [] */
  require: z.array(Requirement).optional(),
  /** The folder for cells, caches and what `setup` installs. @default BAILIFF_HOME, else /var/cache/bailiff (root) or the XDG cache folder */
  home: text.optional(),
  /** Path of nsjail. @default BAILIFF_NSJAIL, then PATH, then what `setup` installed */
  nsjail: text.optional(),
  /** Layers of libraries for each program in a language that they are for, unless the call names its own. @default [] */
  libraries: z.array(text).max(16).optional(),
  /**
   * A folder with another system, as debootstrap makes it: jails see its /usr instead of the host's, and its toolchains
   * alone count. They are asked for their versions outside of jails: name only what you trust as the host itself.
   */
  toolchainRoot: text.optional(),
  /** Compiled programs kept between calls, in bytes; 0 keeps none. @default 1 GiB */
  cacheBytes: z.number().int().nonnegative().optional(),
  /**
   * The folder of compiled programs, which runners of one user may share whatever their homes. It must be the user's
   * own, and is best on the home's file system: elsewhere programs are copied instead of linked.
   * @default `programs` in the home
   */
  cacheFolder: text.optional(),
});

export type RunnerOptions = z.input<typeof RunnerOptions>;
