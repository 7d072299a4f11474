import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isolate } from '../../../../bench/peers/isolate.js';
import type { Contender } from '../../../../bench/peers/peer.js';
import type { BenchProgram } from '../../../../bench/peers/program.js';

/** Says what it was asked, and runs what stands behind `--`. */
const FAKE = `#!/bin/sh
echo "$*" >> "\${0%/*}/asked"
while [ $# -gt 0 ]; do
  if [ "$1" = -- ]; then shift; exec "$@"; fi
  shift
done
`;
const CASE: BenchProgram = { name: 'case', argv: ['/bin/cat'], stdin: 'hello\n', stdout: 'hello\n' };
const RUN = '--silent --processes=64 --run -- /bin/cat';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isolate-'));
  await writeFile(join(folder, 'isolate'), FAKE, { mode: 0o755 });
});
afterEach(() => rm(folder, { recursive: true }));

function contender(name: string): Contender {
  const found = isolate([folder]).find((one) => 'contender' in one && one.contender.name === name);
  return (found as { contender: Contender }).contender;
}

const asked = async () => (await readFile(join(folder, 'asked'), 'utf8')).trimEnd().split('\n');

describe('isolate()', () => {
  it('makes, uses and removes a box for every run, never the same twice at a time', async () => {
    const peer = contender('isolate').open(CASE);
    await Promise.all([peer.run(), peer.run()]);
    await peer.run();
    const lines = await asked();
    expect(lines).toHaveLength(9);
    for (const box of [900, 901]) {
      const own = lines.filter((line) => line.startsWith(`--box-id=${box} `)).slice(0, 3);
      expect(own).toEqual(['--init', RUN, '--cleanup'].map((rest) => `--box-id=${box} ${rest}`));
    }
  });

  it('uses the same box again, and removes it in the end', async () => {
    const again = contender('isolate --run');
    const peer = again.open(CASE);
    await peer.run();
    await peer.run();
    await again.close?.();
    expect(await asked()).toEqual(['--init', RUN, RUN, '--cleanup'].map((rest) => `--box-id=950 ${rest}`));
  });

  it('says when it is not there', () => {
    expect(isolate([join(folder, 'nowhere')])).toEqual([
      { name: 'isolate', missing: '"isolate" is not on PATH' },
    ]);
  });
});
