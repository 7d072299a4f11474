import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Report } from '../../harness/index.js';
import { verdictOf } from './mixed-work.js';

interface Line {
  readonly type: string;
  readonly submission?: string;
  readonly case?: string;
  readonly report?: { readonly verdict: string };
}

/**
 * Holds that the journals of a course are whole: every line can be read but for the end of the one that is being
 * written, no case stands there twice, and no verdict is another than it must be. Gives back how many cases there are.
 */
export async function expectSoundJournals(folder: string): Promise<number> {
  let cases = 0;
  const names = await readdir(folder);
  for (const name of names.filter((each) => each.endsWith('.ndjson'))) {
    const seen = new Set<string>();
    for (const line of await wholeLines(join(folder, name))) {
      if (line.type !== 'case') continue;
      const which = `${line.submission} ${line.case}`;
      expect(seen, name).not.toContain(which);
      seen.add(which);
      expect(`${which} ${line.report!.verdict}`).toBe(`${which} ${verdictOf(line.submission!, line.case!)}`);
    }
    cases += seen.size;
  }
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const { problems } = Report.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
    for (const { name: submission, verdict } of problems[0]!.submissions)
      expect(`${submission} ${verdict}`).toBe(`${submission} ${verdictOf(submission, 'secret/15')}`);
  }
  return cases;
}

async function wholeLines(path: string): Promise<readonly Line[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Line);
}
