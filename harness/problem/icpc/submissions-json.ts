import { z } from 'zod';
import { invalid, type Package, readText } from '../package.js';

/** What DOMjudge's `submissions.json` says of submissions, by name. */
export type SubmissionsJson = ReadonlyMap<string, { readonly language?: string; readonly entry?: string }>;

const MAX_BYTES = 256 * 1024;

const Json = z.record(
  z.string(),
  z.looseObject({ entry_point: z.string().optional(), langid: z.string().optional() }),
);

/** Reads `submissions/submissions.json`, or the one at the top: keys are paths in the package. */
export async function readSubmissionsJson(from: Package): Promise<SubmissionsJson> {
  for (const path of ['submissions/submissions.json', 'submissions.json']) {
    const text = await readText(from, path, MAX_BYTES);
    if (text === undefined) continue;
    const entries = Object.entries(parse(from, path, text));
    return new Map(
      entries.map(([key, { entry_point: entry, langid: language }]) => [
        key.replace(/^\/*(submissions\/)?/, '').replace(/\/+$/, ''),
        { ...(language === undefined ? {} : { language }), ...(entry === undefined ? {} : { entry }) },
      ]),
    );
  }
  return new Map();
}

function parse(from: Package, path: string, text: string): z.output<typeof Json> {
  try {
    return Json.parse(JSON.parse(text));
  } catch (cause) {
    throw invalid(from, `"${path}" is no JSON object of submissions`, cause);
  }
}
