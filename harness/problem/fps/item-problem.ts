import { basename, dirname, extname, join } from 'node:path';
import type { Checker, Tool } from '../../checkers/checker.js';
import { NO_SCORE, PASS_FAIL } from '../../scoring/rules.js';
import { find, openPackage } from '../package.js';
import type { PackageSubmission, Problem, ProblemFile, SourceRules, Task, TestGroup } from '../problem.js';
import { ANY_OUTPUT, NO_SOURCE_RULES, simpleCase, USUAL_LIMITS } from '../usual.js';
import type { FpsItem, FpsSource, FpsTest } from './item.js';
import { answerPath, inputPath, judgePath, solutionPath } from './item-files.js';
import { recipeOf } from './languages.js';

/** Where an item comes from, and where its parts were written. */
export interface ItemPlace {
  readonly id: string;
  /** Of the item's own parts. */
  readonly folder: string;
  /** The FPS file. */
  readonly file: string;
}

/** Makes a problem of an item whose parts are in its folder. */
export async function problemOf(item: FpsItem, place: ItemPlace): Promise<Problem> {
  const { id, folder, file } = place;
  const warnings = [...item.warnings];
  const tool = await judgeTool(item, place, warnings);
  const checker = checkerOf(item, tool);
  return {
    id,
    name: item.title || id,
    folder,
    format: 'fps',
    type: 'pass-fail',
    timeLimit: { kind: 'declared', timeMs: item.timeMs, file: basename(file), tleFactor: 1 },
    limits: { ...USUAL_LIMITS, memoryBytes: item.memoryBytes },
    task: taskOf(item, tool),
    sources: rulesOf(item, warnings),
    cases: item.tests.map(({ name, sample }) =>
      simpleCase({
        name,
        inputFile: join(folder, inputPath(name)),
        answerFile: join(folder, answerPath(name)),
        sample,
        checker,
      }),
    ),
    root: rootOf(item.tests),
    inputValidators: [],
    submissions: submissionsOf(item, folder, warnings),
    warnings: warnings.map((each) => `"${basename(file)}" line ${item.line}: ${each}`),
  };
}

async function judgeTool(
  { judge }: FpsItem,
  { id, folder, file }: ItemPlace,
  warnings: string[],
): Promise<Tool | undefined> {
  if (!judge) return undefined;
  const path = judgePath(judge);
  const files: ProblemFile[] = [{ path: basename(path), source: join(folder, path) }];
  if (/#\s*include\s*[<"]testlib\.h[>"]/.test(judge.text)) {
    const header = await testlibBeside(file);
    if (header) files.push(header);
    else warnings.push(`<${judge.kind}> needs testlib.h, which is not in the file: put it beside the file`);
  }
  return {
    name: `<${judge.kind}> of ${id}`,
    language: recipeOf(judge.language)!.name,
    main: basename(path),
    files,
  };
}

/** HUSTOJ has testlib.h installed; here it may lie in the folder of the FPS file. */
async function testlibBeside(file: string): Promise<ProblemFile | undefined> {
  const entry = await find(await openPackage(dirname(file)), 'testlib.h');
  return entry?.kind === 'file' ? { path: 'testlib.h', source: entry.path } : undefined;
}

function checkerOf({ judge }: FpsItem, tool: Tool | undefined): Checker {
  if (!judge || !tool) return { kind: 'characters' };
  if (judge.kind === 'interactor') return ANY_OUTPUT;
  return judge.kind === 'spj' ? { kind: 'spj', tool } : { kind: 'testlib', tool, args: [] };
}

function taskOf({ judge }: FpsItem, tool: Tool | undefined): Task {
  if (judge?.kind !== 'interactor' || !tool) return { kind: 'batch', passes: 1 };
  return { kind: 'interactive', protocol: 'testlib', interactor: tool, passes: 1 };
}

function rulesOf({ prepend, append }: FpsItem, warnings: string[]): SourceRules {
  return {
    ...NO_SOURCE_RULES,
    prepend: byLanguage(prepend, 'prepend', warnings),
    append: byLanguage(append, 'append', warnings),
  };
}

function byLanguage(
  sources: readonly FpsSource[],
  name: string,
  warnings: string[],
): Readonly<Record<string, string>> {
  const texts = new Map<string, string>();
  for (const { language, text } of sources) {
    const recipe = recipeOf(language);
    if (!recipe) warnings.push(`<${name}> in "${language}" is passed over: there is no toolchain for it`);
    else if (!texts.has(recipe.name)) texts.set(recipe.name, text);
  }
  return Object.fromEntries(texts);
}

function rootOf(tests: readonly FpsTest[]): TestGroup {
  const members = tests.map(({ name }) => ({ kind: 'case', name, score: NO_SCORE }) as const);
  return { name: '', members, requires: [], rule: PASS_FAIL };
}

/** Solutions are accepted ones. */
function submissionsOf(
  { solutions }: FpsItem,
  folder: string,
  warnings: string[],
): readonly PackageSubmission[] {
  return solutions.flatMap((source, index) => {
    const recipe = recipeOf(source.language);
    if (!recipe) {
      warnings.push(`<solution> in "${source.language}" is passed over: there is no toolchain for it`);
      return [];
    }
    const path = join(folder, solutionPath(index, source));
    const name = `accepted/solution-${index + 1}${extname(path)}`;
    return [{ name, promise: 'accepted', path, language: recipe.name }];
  });
}
