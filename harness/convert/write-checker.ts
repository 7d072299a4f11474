import { BailiffError } from '../../lib/index.js';
import type { Checker, Tool } from '../checkers/checker.js';
import type { DefaultChecker } from '../checkers/default-flags.js';
import type { Problem } from '../problem/problem.js';
import { ANY_OUTPUT } from '../problem/usual.js';
import { type Draft, putFiles, putText } from './draft.js';
import { LIBRARY_VALIDATOR, libraryArgs } from './library-validator.js';
import { allScript, spjScript, testlibInteractorScript, testlibScript } from './scripts.js';
import { putWrapper } from './wrapper.js';
import type { CheckerArgs } from './write-data.js';

const FOLDER = 'output_validator';

/**
 * Writes the output validator that does what the problem's checkers (and its interactor) do, if the default one cannot.
 *
 * @returns the arguments that it takes for a case
 * @throws BailiffError INVALID_PROBLEM when cases have checkers that no one program can replace
 */
export async function writeChecker(draft: Draft, problem: Problem): Promise<CheckerArgs> {
  const programs = distinct(problem.cases.map(({ checker }) => programOf(checker)));
  if (programs.length > 1)
    throw refused(problem, 'its cases have several checkers, and the format has one output validator');
  await writeProgram(draft, problem, problem.cases[0]!.checker);
  const interactor = problem.task.kind === 'interactive' && problem.task.protocol === 'testlib';
  return ({ checker }) => (interactor ? [] : argsOf(checker));
}

/** What of a checker is one program for all cases; the rest is in its arguments. */
function programOf(checker: Checker): unknown {
  switch (checker.kind) {
    case 'default':
    case 'exact':
      return 'default';
    case 'validator':
      return ['validator', checker.tool];
    case 'lines':
    case 'unordered-lines':
    case 'numbers':
    case 'yes-no':
    case 'regex':
    case 'contains':
    case 'characters':
      return 'library';
    default:
      return checker;
  }
}

async function writeProgram(draft: Draft, problem: Problem, checker: Checker): Promise<void> {
  const scores = problem.type === 'scoring';
  if (problem.task.kind === 'interactive' && problem.task.protocol === 'testlib')
    return writeInteractor(draft, problem, problem.task.interactor, checker);
  switch (checker.kind) {
    case 'default':
    case 'exact':
      return;
    case 'validator':
      return writeTool(draft, checker.tool);
    case 'testlib':
      return putWrapper(
        draft,
        FOLDER,
        [{ name: 'checker', tool: checker.tool }],
        testlibScript(checker.args, scores),
      );
    case 'spj':
      return putWrapper(draft, FOLDER, [{ name: 'checker', tool: checker.tool }], spjScript());
    case 'all':
      return writeAll(draft, problem, checker.checkers);
    case 'function':
      throw refused(problem, `its checker "${checker.name}" is a function, not a program`);
    default:
      return putText(draft, `${FOLDER}/validate.py`, LIBRARY_VALIDATOR);
  }
}

async function writeInteractor(
  draft: Draft,
  problem: Problem,
  interactor: Tool,
  checker: Checker,
): Promise<void> {
  const alone = JSON.stringify(checker) === JSON.stringify(ANY_OUTPUT);
  if (!alone && checker.kind !== 'testlib')
    throw refused(
      problem,
      `a checker of kind "${checker.kind}" behind a testlib interactor cannot be written`,
    );
  const programs = [{ name: 'interactor', tool: interactor }];
  if (checker.kind === 'testlib') programs.push({ name: 'checker', tool: checker.tool });
  await putWrapper(draft, FOLDER, programs, testlibInteractorScript(!alone, problem.type === 'scoring'));
}

async function writeAll(draft: Draft, problem: Problem, checkers: readonly Checker[]): Promise<void> {
  const programs = checkers.map((checker, index) => {
    if (checker.kind === 'validator')
      return { name: `validator${index + 1}`, tool: checker.tool, args: checker.args };
    throw refused(problem, `a checker of kind "${checker.kind}" among several cannot be written`);
  });
  await putWrapper(draft, FOLDER, programs, allScript(programs));
}

/** A tool of the format's own kind: its files as they are. Several files need an entry that the format finds. */
async function writeTool(draft: Draft, tool: Tool): Promise<void> {
  await putFiles(draft, FOLDER, tool.files);
  const several = tool.files.length > 1;
  if (several && tool.language === 'python' && tool.main !== '__main__.py') {
    const module = tool.main.replace(/\.py$/, '');
    await putText(
      draft,
      `${FOLDER}/__main__.py`,
      `import runpy\n\nrunpy.run_module("${module}", run_name="__main__")\n`,
    );
  }
}

function argsOf(checker: Checker): readonly string[] {
  switch (checker.kind) {
    case 'default':
      return flagsOf(checker);
    case 'exact':
      return ['case_sensitive', 'space_change_sensitive'];
    case 'validator':
      return checker.args;
    case 'testlib':
    case 'spj':
    case 'all':
    case 'function':
      return [];
    default:
      return libraryArgs(checker);
  }
}

/** The flags that {@link parseDefaultFlags} reads as this checker. */
function flagsOf(checker: DefaultChecker): readonly string[] {
  const { absoluteTolerance: absolute, relativeTolerance: relative } = checker;
  const flag = (name: string, value: number | undefined) =>
    value === undefined ? [] : [name, String(value)];
  return [
    ...(checker.caseSensitive ? ['case_sensitive'] : []),
    ...(checker.spaceChangeSensitive ? ['space_change_sensitive'] : []),
    ...(absolute === relative
      ? flag('float_tolerance', absolute)
      : [...flag('float_absolute_tolerance', absolute), ...flag('float_relative_tolerance', relative)]),
  ];
}

function distinct(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))];
}

function refused({ id }: Problem, why: string): BailiffError {
  return new BailiffError('INVALID_PROBLEM', `Cannot convert problem "${id}": ${why}`);
}
