import { dirname } from 'node:path/posix';
import { invalid, list, type Package } from '../package.js';
import { byName, type TestCase, type ToolArgs } from '../problem.js';
import { readYaml } from '../yaml.js';
import { answerOf, type CaseFiles, caseFilesOf } from './case-files.js';
import type { CheckerMaker } from './checkers.js';
import { filesBelow } from './files-below.js';
import { CaseYaml } from './modern-yaml.js';

/** Arguments that a folder hands down to its cases. */
export interface CaseSettings {
  readonly args: readonly string[];
  readonly inputValidatorArgs: ToolArgs;
  readonly outputValidatorArgs: readonly string[];
}

/** The same keys as files have them. */
interface ArgKeys {
  readonly args?: readonly string[];
  readonly input_validator_args?: ToolArgs;
  readonly output_validator_args?: readonly string[];
}

const MAX_DEPTH = 16;

export function overridden(above: CaseSettings, own: ArgKeys): CaseSettings {
  return {
    args: own.args ?? above.args,
    inputValidatorArgs: own.input_validator_args ?? above.inputValidatorArgs,
    outputValidatorArgs: own.output_validator_args ?? above.outputValidatorArgs,
  };
}

/** The files of all cases of a folder and of those below, by name. */
export async function casesBelow(from: Package, path: string, depth = 1): Promise<readonly CaseFiles[]> {
  if (depth > MAX_DEPTH) throw invalid(from, `"data/${path}" is nested deeper than ${MAX_DEPTH} folders`);
  const entries = await list(from, `data/${path}`);
  const cases = [...caseFilesOf(from, path, entries)];
  for (const { name, kind } of entries) {
    if (kind === 'folder' && !name.endsWith('.files'))
      cases.push(...(await casesBelow(from, `${path}/${name}`, depth + 1)));
  }
  return cases.sort((a, b) => byName(a.name, b.name));
}

/** Reads a case: its own `<case>.yaml` goes before what its group says; `<case>.files/` is put beside the submission. */
export async function readModernCase(
  from: Package,
  files: CaseFiles,
  group: CaseSettings,
  checkers: CheckerMaker,
): Promise<TestCase> {
  const own = await readCaseYaml(from, files);
  const settings = overridden(group, own);
  const folder = files.others.get('files');
  return {
    name: files.name,
    inputFile: files.input,
    answerFile: answerOf(from, files),
    checker: checkers(settings.outputValidatorArgs, `"data/${files.name}"`),
    args: settings.args,
    files: folder?.kind === 'folder' ? await filesBelow(from, `data/${files.name}.files`) : [],
    sample: files.name.startsWith('sample/'),
    description: own.description ?? '',
    hint: own.hint ?? '',
    inputValidatorArgs: [{ group: dirname(files.name), args: settings.inputValidatorArgs }],
  };
}

/** What a case says of itself; empty where it says nothing. */
export async function readCaseYaml(from: Package, { name }: CaseFiles): Promise<CaseYaml> {
  return (await readYaml(from, `data/${name}.yaml`, CaseYaml, { unknownKeys: 'warn' })) ?? {};
}
