import { find, invalid, type Package } from '../package.js';
import { readYaml } from '../yaml.js';
import { replaceConstants } from './constants.js';
import { DraftGroupYaml, TestGroupYaml } from './modern-yaml.js';

const FILE = 'test_group.yaml';
const DRAFT_FILE = 'testdata.yaml';

/** Whether a folder says that it is a group. */
export async function isGroup(from: Package, folder: string): Promise<boolean> {
  return (await fileOf(from, folder)) !== undefined;
}

/**
 * The `test_group.yaml` of a folder, its constants replaced; its defaults when there is none. Where a package has
 * `testdata.yaml` in its place, as drafts of the format had, that one.
 */
export async function readGroupYaml(
  from: Package,
  folder: string,
  constants: Readonly<Record<string, string>>,
): Promise<TestGroupYaml> {
  const path = await fileOf(from, folder);
  if (path === undefined) return TestGroupYaml.parse({});
  const options = {
    unknownKeys: 'warn',
    replace: (text: string) => replaceConstants(constants, text),
  } as const;
  const yaml = path.endsWith(FILE)
    ? await readYaml(from, path, TestGroupYaml, options)
    : await readDraft(from, path, options);
  const score = yaml!.static_validation_score;
  if (score !== undefined && score !== 0)
    throw invalid(
      from,
      `"${path}": static_validation_score is not supported: remove it, and the static validator`,
    );
  return yaml!;
}

async function readDraft(
  from: Package,
  path: string,
  options: Parameters<typeof readYaml>[3],
): Promise<TestGroupYaml> {
  from.warnings.push(
    `"${path}" is of a draft of the format: rename it to ${FILE} and its keys to those of 2025-09`,
  );
  const yaml = await readYaml(from, path, DraftGroupYaml, options);
  const { scoring, input_validator_flags, output_validator_flags, ...shared } = yaml!;
  return TestGroupYaml.parse({
    input_validator_args: input_validator_flags,
    output_validator_args: output_validator_flags,
    ...shared,
    max_score: scoring.score,
    score_aggregation: scoring.aggregation,
    require_pass: scoring.require_pass,
  });
}

async function fileOf(from: Package, folder: string): Promise<string | undefined> {
  for (const name of [FILE, DRAFT_FILE]) {
    const path = `${folder}/${name}`;
    if ((await find(from, path))?.kind === 'file') return path;
  }
  return undefined;
}
