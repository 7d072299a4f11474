import { chmod, mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BailiffError, messageOf } from '../../lib/index.js';
import type { Problem } from '../problem/problem.js';
import { aboutOf } from './about.js';
import { languageCode } from './codes.js';
import { type Draft, putFiles, putText } from './draft.js';
import { planData } from './plan-data.js';
import { problemYaml } from './problem-yaml.js';
import { inputValidatorScript } from './scripts.js';
import { writeStatement } from './statement.js';
import { putWrapper } from './wrapper.js';
import { writeChecker } from './write-checker.js';
import { writeData } from './write-data.js';
import { writeSubmissions } from './write-submissions.js';

/** What became of a problem. */
export interface Conversion {
  /** Absolute path of the new package. */
  readonly folder: string;
  /** What could not be carried over, each in a sentence. */
  readonly warnings: readonly string[];
}

/**
 * Writes a problem as a package of format 2025-09. It is written beside the folder and moved to its place when it is
 * whole.
 *
 * @param problem prepared: every input and answer is there
 * @param folder does not exist, or is empty
 * @throws BailiffError INVALID_OPTIONS when the folder is not empty; INVALID_PROBLEM for a problem that the format cannot
 * express at all; STORAGE_FAILED when it cannot be written
 */
export async function convertProblem(problem: Problem, folder: string): Promise<Conversion> {
  refuseImpossible(problem);
  const target = resolve(folder);
  await refuseTaken(target);
  const draft: Draft = { folder: await draftBeside(target), warnings: [] };
  try {
    await writePackage(draft, problem);
    await rmdir(target).catch(() => undefined); // an empty one makes place; any other makes the renaming fail
    await rename(draft.folder, target);
  } catch (cause) {
    await rm(draft.folder, { recursive: true, force: true });
    throw cause instanceof BailiffError ? cause : cannotWrite(target, cause);
  }
  return { folder: target, warnings: draft.warnings };
}

async function draftBeside(target: string): Promise<string> {
  try {
    await mkdir(dirname(target), { recursive: true });
    const folder = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    await chmod(folder, 0o755);
    return folder;
  } catch (cause) {
    throw cannotWrite(target, cause);
  }
}

function cannotWrite(target: string, cause: unknown): BailiffError {
  return new BailiffError('STORAGE_FAILED', `Cannot write "${target}": ${messageOf(cause)}`, { cause });
}

async function writePackage(draft: Draft, problem: Problem): Promise<void> {
  warnOfLost(draft, problem);
  const checkerArgs = await writeChecker(draft, problem);
  await writeData(draft, problem, planData(problem, draft.warnings), checkerArgs);
  await writeInputValidators(draft, problem);
  for (const [language, files] of Object.entries(problem.sources.include))
    await putFiles(draft, `include/${language === 'default' ? language : languageCode(language)}`, files);
  await writeSubmissions(draft, problem);
  const names = (await writeStatement(draft, problem)).map((language) => [language, problem.name]);
  const about = { name: Object.fromEntries(names), ...(await aboutOf(problem)) };
  await putText(draft, 'problem.yaml', problemYaml(problem, about, draft.warnings));
}

function refuseImpossible({ id, task, generation }: Problem): void {
  const fault = (why: string) =>
    new BailiffError('INVALID_PROBLEM', `Cannot convert problem "${id}": ${why}`);
  if (task.kind === 'suite') throw fault('its cases are unit tests, which the format does not have');
  if (generation) throw fault('its tests are not made yet: prepare it first');
}

async function refuseTaken(target: string): Promise<void> {
  const entries = await readdir(target).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new BailiffError('INVALID_OPTIONS', `Cannot write into "${target}": ${messageOf(cause)}`, {
      cause,
    });
  });
  if (entries.length > 0)
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot write into "${target}": it is not empty, name a new folder`,
    );
}

function warnOfLost({ warnings }: Draft, { task, sources, format }: Problem): void {
  if (task.kind === 'batch' && (task.inputName ?? task.outputName) !== undefined) {
    const names = [task.inputName, task.outputName].filter((name) => name !== undefined).join(' and ');
    warnings.push(`submissions use the files ${names}: in the new package they must use stdin and stdout`);
  }
  if (Object.keys(sources.prepend).length > 0 || Object.keys(sources.append).length > 0)
    warnings.push('the text put around submissions is lost: the format has none');
  if (format === 'icpc-2025-09') warnings.push('the package is in that format already: it is written anew');
}

/** Those of Polygon accept by exit code 0: they are wrapped. Others keep their names: arguments may be by name. */
async function writeInputValidators(draft: Draft, { inputValidators, format }: Problem): Promise<void> {
  for (const [index, tool] of inputValidators.entries()) {
    const wrapper = `input_validators/validator${index + 1}`;
    if (format === 'polygon')
      await putWrapper(draft, wrapper, [{ name: 'validator', tool }], inputValidatorScript());
    else if (tool.files.length === 1 && !tool.main.includes('/') && tool.language !== 'build')
      await putFiles(draft, 'input_validators', tool.files);
    else
      await putFiles(
        draft,
        `input_validators/${tool.name.split('/')[1] ?? `validator${index + 1}`}`,
        tool.files,
      );
  }
}
