import { stringify } from 'yaml';
import type { ExtraCase, GroupToolArgs, Problem, TestCase, ToolArgs } from '../problem/problem.js';
import { type Draft, putCopy, putFiles, putLink, putText } from './draft.js';
import type { DataPlan, PlacedCase } from './plan-data.js';
import type { SecretGroup } from './plan-groups.js';

/** The arguments of the output validator, by case. */
export type CheckerArgs = (checked: Pick<TestCase, 'checker'>) => readonly string[];

/**
 * Writes `data/`: inputs, answers (an empty one where there is none), what is said of single cases, and the groups.
 * A case that is in several groups is there once, with links to it.
 */
export async function writeData(
  draft: Draft,
  problem: Problem,
  plan: DataPlan,
  checkerArgs: CheckerArgs,
): Promise<void> {
  const cases = new Map(problem.cases.map((each) => [each.name, each]));
  const first = new Map<string, string>();
  for (const placed of plan.cases) {
    const known = first.get(placed.name);
    if (known === undefined) await writeCase(draft, placed, cases.get(placed.name)!, checkerArgs);
    else await linkCase(draft, placed, known, cases.get(placed.name)!, checkerArgs);
    first.set(placed.name, placed.path);
  }
  await writeGroups(draft, plan);
  await writeExtraCases(draft, problem.extraCases ?? [], checkerArgs);
}

async function writeCase(
  draft: Draft,
  placed: PlacedCase,
  testCase: TestCase,
  checkerArgs: CheckerArgs,
): Promise<void> {
  const { inputFile, answerFile, files } = testCase;
  const { path } = placed;
  await (inputFile === undefined
    ? putText(draft, `data/${path}.in`, '')
    : putCopy(draft, `data/${path}.in`, inputFile));
  await (answerFile === undefined
    ? putText(draft, `data/${path}.ans`, '')
    : putCopy(draft, `data/${path}.ans`, answerFile));
  await putFiles(draft, `data/${path}.files`, files);
  await writeCaseYaml(draft, placed, testCase, checkerArgs(testCase));
}

async function linkCase(
  draft: Draft,
  placed: PlacedCase,
  known: string,
  testCase: TestCase,
  checkerArgs: CheckerArgs,
): Promise<void> {
  const { path } = placed;
  for (const extension of ['in', 'ans'])
    await putLink(draft, `data/${path}.${extension}`, `data/${known}.${extension}`);
  if (testCase.files.length > 0) await putLink(draft, `data/${path}.files`, `data/${known}.files`);
  await writeCaseYaml(draft, placed, testCase, checkerArgs(testCase));
}

async function writeCaseYaml(
  draft: Draft,
  { path, group }: PlacedCase,
  { args, hint, description, inputValidatorArgs = [] }: TestCase,
  checkerArgs: readonly string[],
): Promise<void> {
  const validatorArgs = argsIn(group, inputValidatorArgs);
  const yaml = {
    ...(args.length > 0 ? { args } : {}),
    ...(isEmpty(validatorArgs) ? {} : { input_validator_args: validatorArgs }),
    ...(checkerArgs.length > 0 ? { output_validator_args: checkerArgs } : {}),
    ...(hint === '' ? {} : { hint }),
    ...(description === '' ? {} : { description }),
  };
  if (Object.keys(yaml).length > 0) await putText(draft, `data/${path}.yaml`, stringify(yaml));
}

/** What the validators are given for a case in a group, or in one below that became part of it. */
function argsIn(group: string, given: readonly GroupToolArgs[]): ToolArgs {
  const own = given.find((each) => each.group === group || each.group.startsWith(`${group}/`)) ?? given[0];
  return own?.args ?? [];
}

/** Data that shows what the validators must refuse, or accept, where it was. */
async function writeExtraCases(
  draft: Draft,
  extraCases: readonly ExtraCase[],
  checkerArgs: CheckerArgs,
): Promise<void> {
  for (const extra of extraCases) {
    const files = { in: extra.inputFile, ans: extra.answerFile, out: extra.outputFile };
    for (const [extension, source] of Object.entries(files))
      if (source !== undefined) await putCopy(draft, `data/${extra.name}.${extension}`, source);
    const yaml = {
      ...(isEmpty(extra.inputValidatorArgs) ? {} : { input_validator_args: extra.inputValidatorArgs }),
      ...(checkerArgs(extra).length > 0 ? { output_validator_args: checkerArgs(extra) } : {}),
    };
    if (Object.keys(yaml).length > 0) await putText(draft, `data/${extra.name}.yaml`, stringify(yaml));
  }
}

function isEmpty(args: ToolArgs): boolean {
  return Object.keys(args).length === 0;
}

async function writeGroups(draft: Draft, { groups, sampleGroups }: DataPlan): Promise<void> {
  if (groups.length === 0) return;
  const unbounded = groups.some(({ maxScore }) => maxScore === undefined);
  const sum = groups.reduce((total, { maxScore }) => total + (maxScore ?? 0), 0);
  const secret = { score_aggregation: 'sum', max_score: unbounded ? 'unbounded' : sum };
  await putText(draft, 'data/secret/test_group.yaml', stringify(secret));
  for (const [index, group] of groups.entries()) {
    const requires = requiredOf(draft, groups.slice(0, index), sampleGroups, group);
    const yaml = {
      score_aggregation: group.aggregation,
      max_score: group.maxScore ?? 'unbounded',
      ...(requires.length > 0 ? { require_pass: requires } : {}),
    };
    await putText(draft, `data/secret/${group.name}/test_group.yaml`, stringify(yaml));
  }
}

/** The format lets a group depend on earlier pass-fail groups, and on the samples. */
function requiredOf(
  draft: Draft,
  earlier: readonly SecretGroup[],
  sampleGroups: ReadonlySet<string>,
  group: SecretGroup,
): readonly string[] {
  const required = group.requires.flatMap((name) => {
    const made = earlier.filter(({ origin }) => origin === name);
    if (made.length > 0 && made.every(({ aggregation }) => aggregation === 'pass-fail'))
      return made.map((each) => `secret/${each.name}`);
    if (sampleGroups.has(name)) return ['sample'];
    draft.warnings.push(
      `group "${group.origin}" depends on "${name}", which is no earlier pass-fail group: the dependency is lost`,
    );
    return [];
  });
  return [...new Set(required)];
}
