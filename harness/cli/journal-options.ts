import { createHash } from 'node:crypto';
import { readEnv } from '../../lib/env.js';
import { resolveHome } from '../../lib/home.js';
import { BailiffError } from '../../lib/index.js';
import { packageVersion } from '../../lib/package-root.js';
import { type Layer, listLayers, loadInventory, runtimeTitle } from '../../toolchains/index.js';
import type { JournalOptions } from '../journal/options.js';

interface JournalArgs {
  readonly journal?: string;
  readonly resume: boolean;
}

/** The journal that was asked for, of the versions of bailiff and of every toolchain and layer that there is here. */
export async function journalOptions({ journal, resume }: JournalArgs): Promise<JournalOptions | undefined> {
  if (journal !== undefined) return { path: journal, resume, versions: await versions() };
  if (!resume) return undefined;
  throw new BailiffError('INVALID_OPTIONS', 'Cannot resume: name the journal with --journal');
}

async function versions(): Promise<Record<string, string>> {
  const home = await resolveHome();
  const found: Record<string, string> = { bailiff: packageVersion() };
  for (const { recipe, version } of await loadInventory({ home, path: readEnv().path }))
    found[recipe.name] = [found[recipe.name], version].filter((each) => each !== undefined).join(', ');
  for (const layer of await listLayers(home))
    found[`layer ${layer.name} for ${runtimeTitle(layer.kind, layer.runtime)}`] = layerVersion(layer);
  return found;
}

/** What was asked for in the versions that there are, and a word for all that came with it. */
function layerVersion({ packages, direct }: Layer): string {
  const asked = packages.filter((each) => direct.includes(each.slice(0, each.lastIndexOf(' '))));
  const digest = createHash('sha256').update(packages.join()).digest('hex').slice(0, 8);
  return `${asked.join(', ')} (${digest})`;
}
