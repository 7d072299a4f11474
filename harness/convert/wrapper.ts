import { extname } from 'node:path';
import { BailiffError } from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import { type Draft, putFiles, putText } from './draft.js';

/** A program of a package that a script calls, as `run_<name>`. */
export interface Wrapped {
  readonly name: string;
  readonly tool: Tool;
}

/**
 * Writes a program in the `build` and `run` form that every version of the format knows: `build` compiles the tools,
 * and `run` is a script that calls them. In the script `$here` is the program's folder, `$work` an empty one.
 *
 * @throws BailiffError INVALID_PROBLEM for a tool in a language that such a script cannot build
 */
export async function putWrapper(
  draft: Draft,
  folder: string,
  programs: readonly Wrapped[],
  script: readonly string[],
): Promise<void> {
  for (const { name, tool } of programs) await putFiles(draft, `${folder}/${name}.d`, tool.files);
  const build = [...HEAD, 'cd "$here" || exit 1', ...programs.map(buildLine), 'chmod 755 run'];
  const run = [...HEAD, 'work=$(mktemp -d) || exit 1', ...programs.map(callLine), ...script];
  await putText(draft, `${folder}/build`, `${build.join('\n')}\n`, 0o755);
  await putText(draft, `${folder}/run`, `${run.join('\n')}\n`, 0o755);
}

const HEAD = [
  '#!/bin/bash',
  'export PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8',
  'here=$(cd "$(dirname "$0")" && pwd) || exit 1',
];

function buildLine({ name, tool }: Wrapped): string {
  const sources = tool.files
    .filter(({ path }) => extname(path) !== '' && EXTENSIONS[tool.language]?.includes(extname(path)))
    .map(({ path }) => quote(`${name}.d/${path}`));
  if (tool.language === 'cpp') return `g++ -O2 -std=gnu++20 -o ${name} ${sources.join(' ')} -lm || exit 1`;
  if (tool.language === 'c') return `gcc -O2 -std=gnu17 -o ${name} ${sources.join(' ')} -lm || exit 1`;
  if (tool.language === 'python') return `# ${name} is Python: nothing to compile`;
  if (tool.language === 'bash') return `# ${name} is a script: nothing to compile`;
  throw new BailiffError(
    'INVALID_PROBLEM',
    `Cannot convert "${tool.name}": it is in ${tool.language}, and only programs in C, C++, Python and Bash can be wrapped`,
  );
}

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  c: ['.c'],
  cpp: ['.cpp', '.cc', '.cxx', '.c++', '.C', '.c'],
};

function callLine({ name, tool }: Wrapped): string {
  const main = `"$here"/${quote(`${name}.d/${tool.main}`)}`;
  const command =
    tool.language === 'python'
      ? `python3 ${main}`
      : tool.language === 'bash'
        ? `bash ${main}`
        : `"$here/${name}"`;
  return `run_${name}() { ${command} "$@"; }`;
}

/** One word of a shell. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
