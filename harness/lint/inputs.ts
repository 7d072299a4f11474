import type { Tool } from '../checkers/checker.js';
import { misbehaved } from '../checkers/said.js';
import { eachOf } from '../prepare/each-of.js';
import type { Problem, TestCase, TestGroup, ToolArgs } from '../problem/problem.js';
import type { Linting } from './linting.js';

/** What the input validators say of an input; `fault`: one of them is no use. */
export interface Validation {
  readonly status: 'valid' | 'invalid' | 'fault';
  /** The validator, and what it says. */
  readonly message: string;
}

/** Every input must be valid to every input validator. */
export async function lintInputs(linting: Linting): Promise<void> {
  const { problem, findings, concurrency, signal } = linting;
  if (problem.task.kind === 'suite') return;
  if (problem.inputValidators.length === 0) {
    findings.warning('problem', 'there is no input validator');
    return;
  }
  const groups = groupsOf(problem.root);
  await eachOf(problem.cases, concurrency, async ({ name, inputFile, inputValidatorArgs }: TestCase) => {
    signal?.throwIfAborted();
    if (inputFile === undefined) return;
    for (const args of distinctArgs(inputValidatorArgs)) {
      const { status, message } = await validateInput(linting, inputFile, args, groups.get(name));
      if (status === 'fault') findings.error('input validators', message);
      if (status === 'invalid') findings.error(name, `its input is not valid: ${message}`);
    }
  });
}

/** What the validators are to be asked with: groups often say the same. */
function distinctArgs(given: TestCase['inputValidatorArgs']): Iterable<ToolArgs> {
  if (!given) return [[]];
  return new Map(given.map(({ args }) => [JSON.stringify(args), args])).values();
}

/**
 * Asks the validators in their order, up to the first that does not accept. ICPC: exit code 42 accepts, and any other
 * does not; testlib, as Polygon has it: 0 accepts, 3 does not.
 *
 * @throws what the host is to blame for; the signal's reason
 */
export async function validateInput(
  { problem, tools, signal }: Linting,
  inputFile: string,
  args: ToolArgs,
  group?: string,
): Promise<Validation> {
  const accepts = acceptsWith(problem);
  for (const tool of problem.inputValidators) {
    const given = [...testlibArgs(problem, group), ...argsFor(tool, args)];
    const result = await tools.run(tool, { args: given, stdin: { file: inputFile }, signal });
    if (result.status === 'fault') return { status: 'fault', message: result.message };
    if (result.status === 'exited' && result.exitCode === accepts) continue;
    const status = result.status === 'limit-exceeded' ? 'fault' : 'invalid';
    return { status, message: misbehaved(tool, result, `${accepts}`) };
  }
  return { status: 'valid', message: '' };
}

function acceptsWith({ format }: Problem): number {
  return format === 'polygon' ? 0 : 42;
}

function testlibArgs({ format }: Problem, group: string | undefined): readonly string[] {
  if (format !== 'polygon') return [];
  return ['--testset', 'tests', ...(group === undefined ? [] : ['--group', group])];
}

/** By the name that the validator has in its folder, without extension. */
function argsFor({ name }: Tool, args: ToolArgs): readonly string[] {
  if (Array.isArray(args)) return args as readonly string[];
  const base = name.split('/')[1]?.replace(/\.[^.]*$/, '') ?? name;
  const own = args as Readonly<Record<string, readonly string[]>>;
  return Object.hasOwn(own, base) ? own[base]! : [];
}

/** The innermost named group of each case. */
function groupsOf(root: TestGroup, into = new Map<string, string>()): ReadonlyMap<string, string> {
  for (const member of root.members) {
    if (member.kind === 'group') groupsOf(member.group, into);
    else if (root.name !== '') into.set(member.name, root.name);
  }
  return into;
}
