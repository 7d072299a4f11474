import { list, type Package } from '../package.js';
import type { SourceRules } from '../problem.js';
import { filesBelow } from './files-below.js';
import { languageOfCode } from './languages.js';

/**
 * `include/<language>/`: files that are copied over submissions. In format 2025-09 those of `include/default/` are for
 * every language, unless its own has a file of the same name.
 */
export async function readIncludes(from: Package, withDefault: boolean): Promise<SourceRules['include']> {
  const include: Record<string, SourceRules['include'][string]> = {};
  for (const { name, kind } of await list(from, 'include')) {
    const path = `include/${name}`;
    const language = withDefault && name === 'default' ? 'default' : languageOfCode(name);
    if (kind === 'folder' && language !== undefined) include[language] = await filesBelow(from, path);
    else from.warnings.push(`"${path}" is passed over: it is no folder of a language that is known`);
  }
  const { default: shared = [] } = include;
  for (const [language, own] of Object.entries(include)) {
    const paths = new Set(own.map(({ path }) => path));
    include[language] = [...shared.filter(({ path }) => !paths.has(path)), ...own];
  }
  return include;
}
