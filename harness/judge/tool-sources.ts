import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { BailiffError, type JobFile, messageOf } from '../../lib/index.js';
import { defineRecipe, findRecipe, type Recipe } from '../../toolchains/index.js';
import type { Tool } from '../checkers/checker.js';
import { replaceConstants } from '../problem/icpc/constants.js';
import type { ProblemFile } from '../problem/problem.js';

/** What all sources of a tool may have together. */
const MAX_BYTES = 32 * 2 ** 20;

/** Paths are resolved when a problem is loaded: what has become a symlink or a FIFO since is not followed, or waited for. */
const PLAIN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** What is compiled: a language, or a recipe for programs that bring their own way. */
export interface ToolSources {
  readonly language: string | Recipe;
  readonly files: JobFile[];
  readonly main: string;
}

type Constants = Readonly<Record<string, string>>;

/** The sources of a tool, constants filled in. @throws BailiffError STORAGE_FAILED, TOO_LARGE */
export async function toolSources(tool: Tool, constants: Constants): Promise<ToolSources> {
  const files = await readProblemFiles(tool.files, constants);
  if (tool.language === 'build') return { ...inFolder(files), language: BUILD };
  if (tool.language === 'executable')
    return { files: executable(files), main: tool.main, language: EXECUTABLE };
  return { files, main: tool.main, language: tool.language };
}

/** Reads files of the package, all together at most 32 MiB, and fills in constants. */
export async function readProblemFiles(
  files: readonly ProblemFile[],
  constants: Constants = {},
): Promise<JobFile[]> {
  let left = MAX_BYTES;
  const read: JobFile[] = [];
  for (const { path, source } of files) {
    const content = await readBounded(path, source, left);
    left -= content.length;
    read.push({ path, content: substituteConstants(content, constants) });
  }
  return read;
}

/** Puts values in the place of `{{name}}`. Bytes that are no text stay as they are. */
export function substituteConstants(content: Buffer<ArrayBuffer>, constants: Constants): Buffer<ArrayBuffer> {
  if (!content.includes('{{') || Object.keys(constants).length === 0) return content;
  const bytes = Object.entries(constants).map(([name, value]) => [
    name,
    Buffer.from(value).toString('latin1'),
  ]);
  return Buffer.from(replaceConstants(Object.fromEntries(bytes), content.toString('latin1')), 'latin1');
}

async function readBounded(path: string, source: string, most: number): Promise<Buffer<ArrayBuffer>> {
  try {
    await using file = await open(source, PLAIN);
    const { size } = await file.stat();
    if (size <= most) return await file.readFile();
  } catch (cause) {
    throw new BailiffError('STORAGE_FAILED', `Cannot read "${path}" of the problem: ${messageOf(cause)}`, {
      cause,
    });
  }
  throw new BailiffError(
    'TOO_LARGE',
    `Cannot take "${path}" of the problem: its files have more than 32 MiB`,
  );
}

/** A folder of its own, so that what `build` leaves beside `run` goes with it. */
function inFolder(files: readonly JobFile[]): Pick<ToolSources, 'files' | 'main'> {
  return {
    files: executable(files).map((file) => ({ ...file, path: `tool/${file.path}` })),
    main: 'tool/build',
  };
}

function executable(files: readonly JobFile[]): JobFile[] {
  return files.map((file) => ({ ...file, mode: 0o755 }));
}

const bash = findRecipe('bash')!; // its toolchain is what such programs begin with

const BUILD = defineRecipe({
  ...bash,
  name: 'build',
  title: 'a program with its own build',
  aliases: [],
  extensions: [],
  compile: { argv: ['{tool}', '-c', 'cd /box/tool && exec ./build'], artifact: 'tool/' },
  run: { argv: ['{artifact}/run'] },
});

const EXECUTABLE = defineRecipe({
  ...bash,
  name: 'executable',
  title: 'an executable',
  aliases: [],
  extensions: [],
  run: { argv: ['{main}'] },
});
