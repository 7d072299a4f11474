import { messageOf } from '../../errors.js';
import { resolveHome } from '../../home.js';
import { findNative } from '../native-build.js';
import { findNsjail, type Nsjail } from '../nsjail.js';
import type { Finding } from './finding.js';

/** Looks for the home folder and what `bailiff setup` puts there. */
export async function findTools(options: {
  readonly home?: string;
  readonly nsjail?: string;
}): Promise<{ readonly findings: Finding[]; readonly nsjail?: Nsjail }> {
  const home = { id: 'home', title: 'Home folder' };
  try {
    const path = await resolveHome(options.home);
    const nsjail = await findNsjail({ home: path, nsjail: options.nsjail }).catch(missing);
    const native = await findNative({ home: path }).catch(missing);
    const findings: Finding[] = [
      { ...home, state: 'enforced', detail: path },
      tool('nsjail', 'nsjail', nsjail),
      tool('native', 'Native program', native),
    ];
    return { findings, nsjail: nsjail instanceof Error ? undefined : nsjail };
  } catch (error) {
    return { findings: [{ ...home, state: 'missing', detail: messageOf(error) }], nsjail: undefined };
  }
}

function tool(
  id: string,
  title: string,
  found: Error | { path: string; source: string; version?: string },
): Finding {
  if (found instanceof Error)
    return { id, title, state: 'missing', detail: found.message, fix: 'bailiff setup' };
  const version = found.version ? `${found.version} at ` : '';
  return { id, title, state: 'enforced', detail: `${version}${found.path} (${found.source})` };
}

function missing(error: unknown): Error {
  return error instanceof Error ? error : new Error(messageOf(error));
}
