import { readEnv } from '../../lib/env.js';
import { resolveHome } from '../../lib/home.js';
import { BailiffError } from '../../lib/index.js';
import { packageVersion } from '../../lib/package-root.js';
import { loadInventory } from '../../toolchains/index.js';
import type { JournalOptions } from '../journal/options.js';

interface JournalArgs {
  readonly journal?: string;
  readonly resume: boolean;
}

/** The journal that was asked for, of the versions of bailiff and of every toolchain that there is here. */
export async function journalOptions({ journal, resume }: JournalArgs): Promise<JournalOptions | undefined> {
  if (journal !== undefined) return { path: journal, resume, versions: await versions() };
  if (!resume) return undefined;
  throw new BailiffError('INVALID_OPTIONS', 'Cannot resume: name the journal with --journal');
}

async function versions(): Promise<Record<string, string>> {
  const found: Record<string, string> = { bailiff: packageVersion() };
  for (const { recipe, version } of await loadInventory({ home: await resolveHome(), path: readEnv().path }))
    found[recipe.name] = [found[recipe.name], version].filter((each) => each !== undefined).join(', ');
  return found;
}
