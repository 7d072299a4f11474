import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of files below the temporary folder, gone when disposed of. */
export interface TestFolder extends AsyncDisposable {
  readonly path: string;
}

/** Writes files, given by their paths, into a new folder. The folder's own name is `name`. */
export async function writeFolder(
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<TestFolder> {
  const parent = await mkdtemp(join(tmpdir(), 'bailiff-test-'));
  const path = join(parent, name);
  await mkdir(path);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  }
  return { path, [Symbol.asyncDispose]: () => rm(parent, { recursive: true, force: true }) };
}

/** The least that is a problem: the sum of two numbers, one sample and two secret cases, one second. */
export const SUM_PROBLEM: Readonly<Record<string, string>> = {
  'problem.yaml': 'name: Sum\nlimits:\n  memory: 128\n  output: 1\n',
  '.timelimit': '1\n',
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/01.in': '20 30\n',
  'data/secret/01.ans': '50\n',
  'data/secret/02.in': '-5 5\n',
  'data/secret/02.ans': '0\n',
};
