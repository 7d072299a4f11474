import { posix } from 'node:path';
import type { Tool } from '../../checkers/checker.js';
import { invalid, type Package } from '../package.js';
import type { ProblemFile } from '../problem.js';
import type { PolygonResource, PolygonSource } from './description.js';
import { fileOf } from './files.js';
import { languageOf } from './languages.js';

/** Makes tools of the sources that problem.xml names, each with the package's headers (testlib.h) beside it. */
export type ToolMaker = (source: PolygonSource) => Promise<Tool>;

/**
 * @throws BailiffError INVALID_PROBLEM, when a tool is made, for a source that is missing or in a language that is
 * not known
 */
export async function toolMaker(from: Package, resources: readonly PolygonResource[]): Promise<ToolMaker> {
  const headers: ProblemFile[] = [];
  for (const { path } of resources.filter(isHeader)) {
    const entry = await fileOf(from, path);
    if (entry) headers.push({ path: posix.basename(path), source: entry.path });
    else from.warnings.push(`"problem.xml" names "${path}", which is not there`);
  }
  return async (source) => {
    const entry = await fileOf(from, source.path);
    if (!entry) throw invalid(from, `"problem.xml" names "${source.path}", which is not there`);
    const language = languageOf(source.type, source.path);
    if (language === undefined)
      throw invalid(from, `"${source.path}" is of type "${source.type}": there is no toolchain for it`);
    const main = posix.basename(source.path);
    const beside = headers.filter(({ path }) => path !== main);
    return { name: source.path, language, main, files: [{ path: main, source: entry.path }, ...beside] };
  };
}

function isHeader({ path, type, assets }: PolygonResource): boolean {
  const forTools = assets.length === 0 || assets.some((asset) => asset !== 'SOLUTION');
  return forTools && (type.startsWith('h.') || /\.(h|hpp|hh|inc)$/.test(path));
}

/** Files that are compiled with every solution of some languages, by canonical name of the language. */
export async function solutionIncludes(
  from: Package,
  resources: readonly PolygonResource[],
): Promise<Readonly<Record<string, readonly ProblemFile[]>>> {
  const include: Record<string, ProblemFile[]> = {};
  for (const { path, type, forTypes, assets } of resources) {
    if (!assets.includes('SOLUTION')) continue;
    const entry = await fileOf(from, path);
    if (!entry) throw invalid(from, `"problem.xml" names "${path}", which is not there`);
    const types = forTypes.length > 0 ? forTypes : [type];
    const languages = new Set(types.map((each) => languageOf(each.replace(/\*$/, ''), path)));
    for (const language of languages) {
      if (language === undefined) continue;
      include[language] ??= [];
      include[language].push({ path: posix.basename(path), source: entry.path });
    }
  }
  return include;
}
