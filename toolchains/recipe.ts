import type { Fetch } from './fetch.js';
import type { Proof, ProofSignal } from './proof.js';

/** A command line. Tokens in braces are filled in when the step is planned, see {@link Recipe}. */
export type Argv = readonly [string, ...string[]];

/** Where on the host a toolchain may be: each candidate is one command name, asked for its own facts. */
export interface Candidate {
  /** Looked up on PATH (every match counts) and in `folders`, e.g. `go`. */
  readonly command: string;
  /** Glob-free folders, besides PATH, that may hold `command`; `{home}` is bailiff's own folder. */
  readonly folders?: readonly string[];
  /** Whether other versions are folders beside the root, as pyenv, rustup and Debian's JDKs have it. */
  readonly siblings?: boolean;
  /** Links below the root whose targets' folders it reads as well: Debian keeps a JDK's settings in /etc. */
  readonly links?: readonly string[];
  /** Prints the version; the first capture group of `versionPattern` is it. */
  readonly versionArgv: readonly string[];
  /** What it is given on stdin then, where no argument asks for the version. */
  readonly versionStdin?: string;
  readonly versionPattern: RegExp;
  /** Prints the toolchain's own root folder. Absent: the real path of the command, two folders up. */
  readonly rootArgv?: readonly string[];
  /** How many folders above the real command the root is, where the tool does not say. @default 2 */
  readonly rootLevels?: number;
  /** The lowest version that the recipe works with, e.g. `22.18`. */
  readonly minVersion?: string;
}

/** A dialect of a language: an option of the one compiler. */
export interface Variant {
  /** What is written after the @: `cpp@17`. */
  readonly name: string;
  /** Names of their own: `c++17`. */
  readonly aliases: readonly string[];
  /** What `{variant}` stands for. */
  readonly value: string;
  /** The lowest version of the toolchain that knows it. */
  readonly minVersion?: string;
}

/** What a step of a recipe runs. */
export interface StepRecipe {
  readonly argv: Argv;
  /** Arguments behind the command, only where the warm-up's cache is there. */
  readonly warmArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Compiling: `artifact` is what the step leaves in /box. A trailing slash means a folder, taken whole. */
export interface CompileRecipe extends StepRecipe {
  readonly artifact: string;
}

/** Checking without running, for who asks for it: passes by ending with 0. Its tool comes from npm, into our own folder. */
export interface CheckRecipe extends StepRecipe {
  /** For people: `tsc 7.0.2`. */
  readonly title: string;
  /** The texts of package.json and package-lock.json, with a hash for each package. */
  readonly packages: { readonly text: string; readonly lock: string };
  /** The memory limit that its tool needs for anything, bytes: with less it would crawl to its wall limit. */
  readonly memoryBytes: number;
}

/** What every compile would make again, made once at set-up: on the host, in a folder with `files`. */
export interface WarmUp {
  /** Done in turn. Of several commands in a step the first that succeeds does it: versions differ in their flags. */
  readonly steps: readonly (readonly Argv[])[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Folders to make below `{cache}`. */
  readonly folders?: readonly string[];
}

/**
 * How an interpreter is kept warm: it is started before there is a program to run, by the command line of `run`, and
 * a hook stops it before it opens its main file. The hook is told the rest, takes itself away, and the interpreter
 * goes on by itself.
 */
export interface WarmRecipe {
  /** The hook: a file in `toolchains/hooks`. */
  readonly hook: string;
  /** What makes the interpreter load it: `{hook}` is its path in the jail, `{hookFolder}` its folder. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that it reads before the hook: a run with one of its own starts cold. */
  readonly coldEnv: RegExp;
  /** Files that it looks for before the hook: a run that has one starts cold. */
  readonly coldFiles?: RegExp;
  /** Processes and open files that its start takes. A run that is allowed less starts cold, and may fail at it. */
  readonly processes: number;
  readonly openFiles: number;
}

/**
 * One language: data, no behaviour. Tokens in argv and env values:
 *
 * - `{tool}`: the located command, at its path in the jail (`{tool:javac}`: another command beside it)
 * - `{root}`: the toolchain's root in the jail
 * - `{main}`: the entry source, `/box/main.py`; `{stem}`: its name without folder and extension
 * - `{sources}`: every source of the language (spread over several arguments); `{others}`: all but the entry
 * - `{artifact}`: in compile, the artifact's path below /box; in run, below /in (folders without the slash)
 * - `{cache}`: in the jail, what `warmUp` left, read-only, or an empty folder of the step; in `warmUp`, the folder to fill
 * - `{scratch}`: a folder of the step alone, empty and gone with it: `/tmp`
 * - `{checker}`: in check, the folder of its packages
 * - `{kit}`: the folder of `kit` in the jail
 * - `{variant}`: the dialect, see {@link Variant}; `{version}`: the toolchain's
 * - `{memoryMiB}`: the step's memory limit in whole MiB; `{heapMiB}`: `needs.heapShare` of it (`{heapHex}`: in bytes)
 *
 * The program's own arguments are appended to `run.argv`.
 */
export interface Recipe {
  /** Canonical name: lower case, `[a-z0-9+#]+`. */
  readonly name: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** With the dot, the usual one first. */
  readonly extensions: readonly string[];
  /** The file name that `code` gets. */
  readonly sourceName: string;
  /** The language that this is another toolchain of: `csharp` picks the newest of all of them. */
  readonly of?: string;
  readonly candidates: readonly Candidate[];
  /** Machines that it is for. Absent: all. */
  readonly architectures?: readonly NodeJS.Architecture[];
  /** Other commands beside the located one that must be there as well, e.g. `javac`. */
  readonly companions?: readonly string[];
  /** Dialects, the default first. */
  readonly variants?: readonly Variant[];
  /** Brings the command itself into a folder that a candidate names. */
  readonly fetch?: Fetch;
  /** What it needs besides the command, at `{kit}`; the language has its version then, as Kotlin's jars beside a JVM. */
  readonly kit?: Fetch;
  readonly compile?: CompileRecipe;
  readonly run: StepRecipe;
  readonly check?: CheckRecipe;
  readonly warmUp?: WarmUp;
  readonly warm?: WarmRecipe;
  /** What the runtime requires beyond the program. */
  readonly needs?: {
    /** Smallest memory limit under which hello runs, bytes, measured. @default LEAST_MEMORY_BYTES */
    readonly memoryBytes?: number;
    /** Share of the memory limit that `{heapMiB}` stands for. @default DEFAULT_HEAP_SHARE */
    readonly heapShare?: number;
    /** Added to the caller's memory limit for the runtime's own use, bytes. @default 0 */
    readonly extraMemoryBytes?: number;
  };
  /** What becomes of a fatal signal that the runtime does not leave at its default: `exit 2`, or another signal. */
  readonly signals?: Readonly<Partial<Record<ProofSignal, string>>>;
  /** The runtime's own out-of-memory message on stderr, for programs that end by themselves then. */
  readonly memoryMarker?: RegExp;
  /** Debian packages that bring it, besides `fetch` and `kit`. */
  readonly debian: readonly string[];
  /** Where it comes from when `setup` cannot bring it, e.g. `install the .NET SDK 8 or newer`. */
  readonly byHand?: string;
  readonly proof: Proof;
}

/** A folder of the host that a toolchain reads, and where the jail shows it, read-only. */
export interface ToolchainMount {
  readonly host: string;
  readonly jail: string;
}

/** A toolchain that was found on this machine. */
export interface Toolchain {
  readonly recipe: Recipe;
  /** As the tool says, e.g. `3.11.2`. */
  readonly version: string;
  /** The located command on the host, symlinks and shims resolved. */
  readonly command: string;
  /** The root on the host. `/usr` means that the system's own, which is always there, serves. */
  readonly root: string;
  /** Where `root` is seen in the jail: `/usr`, or a neutral `/opt/<name>-<version>`. */
  readonly jailRoot: string;
  /** Read besides the root: settings that it links to in /etc, and the cache of its warm-up. */
  readonly mounts: readonly ToolchainMount[];
  /** Where the cache of its warm-up is seen in the jail. */
  readonly cache?: string;
  /** Where the packages of its check are seen in the jail, when they are there. */
  readonly checker?: string;
  /** Where the kit is seen in the jail. */
  readonly kit?: string;
  /** The folder of the other system that it is in, see `locateInRoot`. */
  readonly system?: string;
  /** The dialect that was asked for; the first of the recipe when none was. */
  readonly variant?: Variant;
}

/** What is enough for any program without a runtime. */
export const LEAST_MEMORY_BYTES = 8 * 2 ** 20;

/** Checks at compile time that a recipe is one, and freezes it. */
export function defineRecipe(recipe: Recipe): Recipe {
  return Object.freeze(recipe);
}
