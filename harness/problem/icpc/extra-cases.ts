import { invalid, type Package } from '../package.js';
import type { ExtraCase } from '../problem.js';
import { answerOf, type CaseFiles } from './case-files.js';
import type { CheckerMaker } from './checkers.js';
import { readGroupYaml } from './group-yaml.js';
import { casesBelow, overridden, readCaseYaml } from './modern-cases.js';
import { NO_SETTINGS } from './modern-group.js';

const KINDS: ReadonlyMap<string, ExtraCase['kind']> = new Map([
  ['invalid_input', 'invalid-input'],
  ['invalid_output', 'invalid-output'],
  ['valid_output', 'valid-output'],
]);

/** Folders of `data/` that no submission is judged on. */
export const EXTRA_FOLDERS: readonly string[] = [...KINDS.keys()];

/** Reads `data/invalid_input` (`.in`), `data/invalid_output` and `data/valid_output` (`.in`, `.ans`, `.out`). */
export async function readExtraCases(
  from: Package,
  checkers: CheckerMaker,
  constants: Readonly<Record<string, string>>,
): Promise<readonly ExtraCase[]> {
  const extra: ExtraCase[] = [];
  for (const [folder, kind] of KINDS) {
    const yaml = await readGroupYaml(from, `data/${folder}`, constants);
    const settings = overridden(NO_SETTINGS, yaml);
    for (const files of await casesBelow(from, folder)) {
      const own = overridden(settings, await readCaseYaml(from, files));
      const answered = kind !== 'invalid-input';
      extra.push({
        kind,
        name: files.name,
        inputFile: files.input,
        answerFile: answered ? answerOf(from, files) : undefined,
        outputFile: answered ? outputOf(from, files) : undefined,
        checker: checkers(own.outputValidatorArgs, `"data/${files.name}"`),
        inputValidatorArgs: own.inputValidatorArgs,
      });
    }
  }
  return extra;
}

function outputOf(from: Package, { name, others }: CaseFiles): string {
  const output = others.get('out');
  if (output?.kind === 'file') return output.path;
  throw invalid(from, `"data/${name}.in" has no output to judge: add "data/${name}.out"`);
}
