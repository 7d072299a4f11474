import { z } from 'zod';
import { openPackage } from '../problem/package.js';
import type { Problem } from '../problem/problem.js';
import { readYaml } from '../problem/yaml.js';

type Keys = Readonly<Record<string, unknown>>;

const KEPT = ['uuid', 'version', 'license', 'rights_owner', 'embargo_until', 'credits', 'source', 'keywords'];

/** What an ICPC package says of itself beside its judging, by the keys of format 2025-09: license, credits and so on. */
export async function aboutOf({ folder, format }: Problem): Promise<Keys> {
  if (format !== 'icpc-legacy' && format !== 'icpc-2025-09') return {};
  const from = await openPackage(folder);
  const yaml: Keys = (await readYaml(from, 'problem.yaml', z.looseObject({}))) ?? {};
  const kept = Object.fromEntries(KEPT.filter((key) => isTold(yaml[key])).map((key) => [key, yaml[key]]));
  return { ...kept, ...(format === 'icpc-legacy' ? translated(yaml) : {}) };
}

/** Keys that the legacy format has otherwise. */
function translated({ author, source, source_url: url, keywords }: Keys): Keys {
  return {
    ...(isTold(author) && { credits: { authors: listOf(author, /\s*,\s*|\s+and\s+/) } }),
    ...(isTold(source) && isTold(url) && { source: { name: source, url } }),
    ...(typeof keywords === 'string' && isTold(keywords) && { keywords: listOf(keywords, /\s+/) }),
  };
}

function listOf(text: unknown, between: RegExp): readonly string[] {
  return String(text)
    .split(between)
    .filter((part) => part !== '');
}

function isTold(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
