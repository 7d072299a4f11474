import { list, type Package, readText } from '../package.js';

const MAX_BYTES = 64 * 1024;
const LEGACY_KEY = /^\s*(on_reject|grading|grader_flags|accept_score|reject_score|range)\s*:/m;

/**
 * Whether a package of a later version still groups its data by `testdata.yaml` of the legacy format, as some of the
 * draft do: no folder has a `test_group.yaml`, and a `testdata.yaml` has keys of that format.
 */
export async function hasLegacyKeys(from: Package): Promise<boolean> {
  const secret = (await list({ ...from, warnings: [] }, 'data/secret')).filter(
    ({ kind }) => kind === 'folder',
  );
  const folders = ['data', 'data/sample', 'data/secret', ...secret.map(({ name }) => `data/secret/${name}`)];
  let legacy = false;
  for (const folder of folders) {
    if ((await readText(from, `${folder}/test_group.yaml`, MAX_BYTES)) !== undefined) return false;
    legacy ||= LEGACY_KEY.test((await readText(from, `${folder}/testdata.yaml`, MAX_BYTES)) ?? '');
  }
  return legacy;
}
