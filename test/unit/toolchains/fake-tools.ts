import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Candidate, Recipe } from '../../../toolchains/index.js';
import { findRecipe } from '../../../toolchains/index.js';

/** A folder of shell scripts that stand in for compilers; gone when disposed of. */
export interface FakeTools extends AsyncDisposable {
  readonly path: string;
  /** Writes an executable script at a path below the folder, and returns its path. */
  script(name: string, body: string): Promise<string>;
}

export async function fakeTools(): Promise<FakeTools> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'bailiff-tools-')));
  return {
    path,
    async script(name, body) {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `#!/bin/sh\n${body}\n`);
      await chmod(file, 0o755);
      return file;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** A recipe whose tool is called `tool` and says its version as `tool 1.2.3`. */
export function toolRecipe(candidate: Partial<Candidate> = {}, recipe: Partial<Recipe> = {}): Recipe {
  const tool: Candidate = {
    command: 'tool',
    versionArgv: ['--version'],
    versionPattern: /^tool (\d+(?:\.\d+)*)$/m,
    ...candidate,
  };
  return { ...findRecipe('bash')!, name: 'tool', aliases: [], candidates: [tool], ...recipe };
}
