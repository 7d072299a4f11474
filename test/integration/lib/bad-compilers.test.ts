import { afterAll, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import type { Recipe } from '../../../toolchains/index.js';
import { CLOCK } from '../../support/programs.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids(), concurrency: 1 });
afterAll(() => runner.close());

const compiler = (script: string): Recipe => ({
  ...CLOCK,
  compile: { argv: ['{tool}', '-c', script, '{main}', '{artifact}'], artifact: 'program' },
});
const compileLimits = {
  wallMs: 3_000,
  cpuMs: 500,
  stderrBytes: 10_000,
  boxBytes: '4MiB',
  boxInodes: 200,
  fileBytes: '16MiB',
  memoryBytes: '64MiB',
} as const;

test.each<[string, string, object]>([
  ['hangs', 'sleep 1000', { status: 'limit-exceeded', limit: 'wall' }],
  ['spins', 'while :; do :; done', { status: 'limit-exceeded', limit: 'cpu' }],
  ['floods stderr', 'while :; do echo error >&2; done', { status: 'limit-exceeded', limit: 'output' }],
  [
    'fills the disk',
    'while :; do echo x >> "$1"; cat "$1" "$1" > more && cat more >> "$1" || exit 1; done',
    { status: 'exited', exitCode: 1, stderr: expect.stringContaining('No space left') },
  ],
  ['fills the inodes', 'i=0; while : > f$((i++)); do :; done; exit 1', { status: 'exited', exitCode: 1 }],
  [
    'leaves a program too large for a file',
    'dd if=/dev/zero of="$1" bs=1M count=3 seek=1000',
    { status: 'signaled', signal: 'SIGXFSZ' },
  ],
  [
    'eats memory',
    'x=1234567890123456; while :; do x=$x$x; done',
    { status: 'limit-exceeded', limit: 'memory' },
  ],
  [
    'leaves processes',
    '(sleep 1000 &) ; echo nothing >&2; exit 1',
    { status: 'exited', exitCode: 1, stderr: 'nothing\n' },
  ],
])(
  'a compiler that %s is a compile-failed that says so, and the next one is none the worse',
  async (_, script, ending) => {
    const failed = await runner.run({ language: compiler(script), code: 'x', compileLimits });
    expect(failed).toMatchObject({ status: 'compile-failed', compile: ending });
    const next = await runner.run({ language: CLOCK, code: 'fine', compileLimits });
    expect(next).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\n$/) });
  },
);

test('a compiler that is not there is the recipe’s fault, by name', async () => {
  const missing = {
    ...CLOCK,
    compile: { argv: ['/usr/bin/no-such-compiler'] as const, artifact: 'program' },
  };
  await expect(runner.run({ language: missing, code: 'x' })).rejects.toMatchObject({
    code: 'PROGRAM_NOT_STARTED',
    message: expect.stringContaining('/usr/bin/no-such-compiler'),
  });
});
