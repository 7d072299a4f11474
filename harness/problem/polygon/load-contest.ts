import { join, posix } from 'node:path';
import { find, invalid, openPackage, type Package } from '../package.js';
import type { Problem } from '../problem.js';
import { childrenOf, descend, type XmlElement } from '../xml.js';
import { requiredAttribute } from '../xml-attributes.js';
import { readXml, within } from '../xml-file.js';
import { XmlRefused } from '../xml-refused.js';
import { loadPolygon } from './load-polygon.js';

const FILE = 'contest.xml';
const CAPS = { bytes: 4 * 2 ** 20, elements: 10_000, depth: 32 };

/**
 * Loads the problems of a Polygon contest, in the order of their letters: each is a package of its own below
 * `problems/`, in the folder that its URL ends with.
 *
 * @throws BailiffError INVALID_PROBLEM
 */
export async function loadPolygonContest(from: Package): Promise<readonly Problem[]> {
  const entry = await find(from, FILE);
  if (entry?.kind !== 'file') throw invalid(from, `there is no ${FILE}`);
  const { root } = await readXml(from, FILE, entry.path, CAPS);
  const names = within(from, FILE, () => problemNames(root));
  const problems: Problem[] = [];
  for (const name of names) {
    const folder = await find(from, join('problems', name));
    if (folder?.kind !== 'folder')
      throw invalid(from, `"${FILE}" names "problems/${name}", which is not there`);
    problems.push(await loadPolygon(await openPackage(folder.path)));
  }
  return problems;
}

function problemNames(root: XmlElement): readonly string[] {
  if (root.name !== 'contest')
    throw new XmlRefused(`the root must be <contest>, not <${root.name}>`, root.line);
  const problems = childrenOf(descend(root, 'problems'), 'problem');
  if (problems.length === 0) throw new XmlRefused('there is no <problem> in <problems>', root.line);
  return problems.map((problem) => {
    const name = posix.basename(requiredAttribute(problem, 'url'));
    if (/^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/.test(name)) return name;
    throw new XmlRefused(
      `the URL ends with ${JSON.stringify(name)}, which is no name of a problem`,
      problem.line,
    );
  });
}
