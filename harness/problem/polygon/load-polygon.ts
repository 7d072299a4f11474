import { posix } from 'node:path';
import type { Checker, Tool } from '../../checkers/checker.js';
import { invalid, type Package } from '../package.js';
import type { Generation, Problem, Task } from '../problem.js';
import { ANY_OUTPUT, inGroupOrder, NO_SOURCE_RULES, USUAL_LIMITS } from '../usual.js';
import { readXml, within, type XmlFile } from '../xml-file.js';
import { describePolygon, type PolygonDescription } from './description.js';
import { fileOf } from './files.js';
import { scoringOf } from './groups.js';
import { findSolutions } from './solutions.js';
import { findTests, type PolygonCases } from './tests.js';
import { solutionIncludes, type ToolMaker, toolMaker } from './tools.js';

const FILE = 'problem.xml';
const CAPS = { bytes: 4 * 2 ** 20, elements: 200_000, depth: 32 };

/**
 * Loads a package of Codeforces Polygon, full or standard: what a standard package leaves out is in `generation`.
 *
 * @throws BailiffError INVALID_PROBLEM for anything that is wrong or not supported, naming file and line
 */
export async function loadPolygon(from: Package): Promise<Problem> {
  const xml = await openXml(from);
  const description = within(from, FILE, () => describePolygon(xml.root));
  const { testset, validators } = description;
  const makeTool = await toolMaker(from, description.resources);
  for (const name of description.otherTestsets) from.warnings.push(`the testset "${name}" is passed over`);
  const tests = await findTests(from, testset, await checkerOf(from, description, makeTool));
  const names = tests.cases.map((each) => each.name);
  const scoring = within(from, FILE, () => scoringOf(testset, names));
  const { submissions, main } = await findSolutions(from, description.solutions);
  const include = await solutionIncludes(from, description.resources);
  return {
    id: from.id,
    name: description.name ?? from.id,
    folder: from.folder,
    format: 'polygon',
    type: scoring.type,
    timeLimit: { kind: 'declared', timeMs: testset.timeMs, file: FILE, tleFactor: 1 },
    limits: { ...USUAL_LIMITS, memoryBytes: testset.memoryBytes },
    task: await taskOf(description, makeTool),
    sources: { ...NO_SOURCE_RULES, include },
    cases: inGroupOrder(scoring.root, tests.cases),
    root: scoring.root,
    inputValidators: await Promise.all(validators.map(makeTool)),
    submissions,
    ...(await generationOf(from, description, tests, main, makeTool)),
    warnings: from.warnings,
  };
}

async function openXml(from: Package): Promise<XmlFile> {
  const entry = await fileOf(from, FILE);
  if (!entry) throw invalid(from, `there is no ${FILE}`);
  return readXml(from, FILE, entry.path, CAPS);
}

async function checkerOf(
  from: Package,
  { checker, interactor }: PolygonDescription,
  makeTool: ToolMaker,
): Promise<Checker> {
  if (checker) return { kind: 'testlib', tool: await makeTool(checker), args: [] };
  if (interactor) return ANY_OUTPUT;
  throw invalid(from, `"${FILE}" has no <checker>`);
}

async function taskOf(
  { interactor, inputName, outputName }: PolygonDescription,
  makeTool: ToolMaker,
): Promise<Task> {
  if (interactor)
    return { kind: 'interactive', protocol: 'testlib', interactor: await makeTool(interactor), passes: 1 };
  return { kind: 'batch', inputName, outputName, passes: 1 };
}

async function generationOf(
  from: Package,
  { executables }: PolygonDescription,
  { inputs, answers }: PolygonCases,
  solution: string | undefined,
  makeTool: ToolMaker,
): Promise<{ readonly generation?: Generation }> {
  if (Object.keys(inputs).length === 0 && answers.length === 0) return {};
  if (answers.length > 0 && solution === undefined)
    throw invalid(
      from,
      `"${FILE}" has tests without answers, and no main solution in a language that is known`,
    );
  const tools = new Map<string, Tool>();
  for (const [name, { tool }] of Object.entries(inputs)) {
    if (tools.has(tool)) continue;
    const source = executables.find(({ path }) => posix.parse(path).name === tool);
    if (!source) throw invalid(from, `"${name}" is made by "${tool}", which is not in <executables>`);
    tools.set(tool, await makeTool(source));
  }
  return { generation: { tools: Object.fromEntries(tools), inputs, answers, solution } };
}
