import { childrenOf, descend, type XmlElement } from '../xml.js';
import { numberAttribute, positiveText, requiredAttribute } from '../xml-attributes.js';
import { XmlRefused } from '../xml-refused.js';

/** A source that problem.xml names, by its path in the package. */
export interface PolygonSource {
  readonly path: string;
  /** e.g. `cpp.g++17`; empty when it has none. */
  readonly type: string;
}

/** A file that is put beside others: a header for tools, or a grader for solutions. */
export interface PolygonResource extends PolygonSource {
  /** Types of the sources that it goes with, e.g. `cpp.*`. */
  readonly forTypes: readonly string[];
  /** What it goes with, e.g. `SOLUTION`; empty: not said. */
  readonly assets: readonly string[];
}

export interface PolygonTest {
  /** Where it is in problem.xml. */
  readonly line: number;
  readonly generated: boolean;
  readonly command: string;
  /** Of a generator that makes several files: the one that is this test. */
  readonly fromFile: string | undefined;
  readonly sample: boolean;
  readonly group: string | undefined;
  readonly points: number | undefined;
  readonly description: string;
}

export interface PolygonGroup {
  readonly line: number;
  readonly name: string;
  readonly points: number | undefined;
  readonly policy: 'complete-group' | 'each-test';
  readonly requires: readonly string[];
}

export interface PolygonTestset {
  readonly name: string;
  readonly timeMs: number;
  readonly memoryBytes: number;
  /** printf patterns of paths. */
  readonly inputPattern: string;
  readonly answerPattern: string;
  readonly tests: readonly PolygonTest[];
  readonly groups: readonly PolygonGroup[];
}

/** What is read of a problem.xml. */
export interface PolygonDescription {
  readonly name: string | undefined;
  readonly inputName: string | undefined;
  readonly outputName: string | undefined;
  readonly testset: PolygonTestset;
  readonly resources: readonly PolygonResource[];
  readonly executables: readonly PolygonSource[];
  readonly checker: PolygonSource | undefined;
  readonly interactor: PolygonSource | undefined;
  readonly validators: readonly PolygonSource[];
  readonly solutions: readonly { readonly tag: string; readonly source: PolygonSource }[];
  /** Names of testsets that are passed over. */
  readonly otherTestsets: readonly string[];
}

/**
 * Reads the root element of a problem.xml.
 *
 * @throws XmlRefused for what is missing or makes no sense
 */
export function describePolygon(root: XmlElement): PolygonDescription {
  if (root.name !== 'problem')
    throw new XmlRefused(`the root must be <problem>, not <${root.name}>`, root.line);
  const judging = descend(root, 'judging');
  if (!judging) throw new XmlRefused('there is no <judging>', root.line);
  const testsets = childrenOf(judging, 'testset');
  const active = testsets.find((each) => each.attributes.get('name') === 'tests') ?? testsets[0];
  if (!active) throw new XmlRefused('there is no <testset>', judging.line);
  const assets = descend(root, 'assets');
  return {
    name: nameOf(root),
    inputName: judging.attributes.get('input-file')?.trim() || undefined,
    outputName: judging.attributes.get('output-file')?.trim() || undefined,
    testset: testsetOf(active),
    resources: childrenOf(descend(root, 'files', 'resources'), 'file').map(resourceOf),
    executables: childrenOf(descend(root, 'files', 'executables'), 'executable').flatMap(sourceIn),
    checker: checkerOf(assets),
    interactor: childrenOf(assets, 'interactor').flatMap(sourceIn)[0],
    validators: childrenOf(descend(assets, 'validators'), 'validator').flatMap(sourceIn),
    solutions: childrenOf(descend(assets, 'solutions'), 'solution').flatMap((solution) =>
      sourceIn(solution).map((source) => ({ tag: requiredAttribute(solution, 'tag'), source })),
    ),
    otherTestsets: testsets
      .filter((each) => each !== active)
      .map((each) => each.attributes.get('name') ?? ''),
  };
}

function nameOf(root: XmlElement): string | undefined {
  const names = childrenOf(descend(root, 'names'), 'name');
  const english = names.find((name) => name.attributes.get('language') === 'english');
  return (english ?? names[0])?.attributes.get('value')?.trim() || undefined;
}

function testsetOf(testset: XmlElement): PolygonTestset {
  const [time, memory, input, answer] = [
    'time-limit',
    'memory-limit',
    'input-path-pattern',
    'answer-path-pattern',
  ].map((name) => {
    const child = descend(testset, name);
    if (!child) throw new XmlRefused(`<testset> needs <${name}>`, testset.line);
    return child;
  }) as [XmlElement, XmlElement, XmlElement, XmlElement];
  return {
    name: testset.attributes.get('name') ?? '',
    timeMs: Math.ceil(positiveText(time)),
    memoryBytes: Math.ceil(positiveText(memory)),
    inputPattern: input.text.trim(),
    answerPattern: answer.text.trim(),
    tests: childrenOf(descend(testset, 'tests'), 'test').map(testOf),
    groups: childrenOf(descend(testset, 'groups'), 'group').map(groupOf),
  };
}

function testOf(test: XmlElement): PolygonTest {
  return {
    line: test.line,
    generated: test.attributes.get('method') === 'generated',
    command: test.attributes.get('cmd') ?? '',
    fromFile: test.attributes.get('from-file'),
    sample: test.attributes.get('sample') === 'true',
    group: test.attributes.get('group'),
    points: numberAttribute(test, 'points'),
    description: test.attributes.get('description')?.trim() ?? '',
  };
}

function groupOf(group: XmlElement): PolygonGroup {
  const policy = group.attributes.get('points-policy') ?? 'complete-group';
  if (policy !== 'complete-group' && policy !== 'each-test')
    throw new XmlRefused(`points-policy "${policy}" is not known`, group.line);
  return {
    line: group.line,
    name: requiredAttribute(group, 'name'),
    points: numberAttribute(group, 'points'),
    policy,
    requires: childrenOf(descend(group, 'dependencies'), 'dependency').map((each) =>
      requiredAttribute(each, 'group'),
    ),
  };
}

function checkerOf(assets: XmlElement | undefined): PolygonSource | undefined {
  const checker = descend(assets, 'checker');
  if (!checker) return undefined;
  const type = checker.attributes.get('type') ?? 'testlib';
  if (type !== 'testlib') throw new XmlRefused(`a checker of type "${type}" is not supported`, checker.line);
  return sourceIn(checker)[0] ?? refuseWithoutSource(checker);
}

function refuseWithoutSource(checker: XmlElement): never {
  throw new XmlRefused('<checker> has no <source>: export the package with its sources', checker.line);
}

function sourceIn(element: XmlElement): readonly PolygonSource[] {
  return childrenOf(element, 'source').slice(0, 1).map(sourceOf);
}

function sourceOf(source: XmlElement): PolygonSource {
  return { path: requiredAttribute(source, 'path'), type: source.attributes.get('type') ?? '' };
}

function resourceOf(file: XmlElement): PolygonResource {
  return {
    ...sourceOf(file),
    forTypes: (file.attributes.get('for-types') ?? '').split(/[;,\s]+/).filter((type) => type !== ''),
    assets: childrenOf(descend(file, 'assets'), 'asset').map((asset) => asset.attributes.get('name') ?? ''),
  };
}
