import { readFile } from 'node:fs/promises';

/** A program of ours that goes into a jail beside tests or a submission, e.g. `python/bailiff_tests.py`. */
export async function asset(path: string): Promise<string> {
  return readFile(new URL(path, HERE), 'utf8');
}

/** Some of them as files of a job, each at its own name in the working folder. */
export async function assetFiles(folder: string, names: readonly string[]) {
  return Promise.all(names.map(async (name) => ({ path: name, content: await asset(`${folder}/${name}`) })));
}

/** They are not compiled, so they stay beside the sources. */
const HERE = import.meta.url.replace(/\/dist\/harness\/suite\/[^/]*$/, '/harness/suite/assets.ts');
