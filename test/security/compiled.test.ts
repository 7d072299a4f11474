import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../lib/index.js';
import { findRecipe, type Recipe } from '../../toolchains/index.js';
import { ownUids } from '../support/runners.js';
import { programsAlive } from './attempt.js';

const UIDS = ownUids();
const MARK = 'no program is given this'; // its user id tells
const runner = createRunner({ uids: UIDS, cacheBytes: 0 });
afterAll(() => runner.close());

/** A language whose compiler is a script, so that it does whatever a hostile compiler would. */
function compiledBy(script: string, artifact = 'program'): Recipe {
  return {
    ...findRecipe('bash')!,
    name: 'hostile',
    title: 'Hostile',
    aliases: [],
    extensions: ['.hostile'],
    sourceName: 'main.hostile',
    compile: { argv: ['{tool}', '-c', script, '{main}', '{artifact}'], artifact },
    run: { argv: ['{artifact}'] },
  };
}

const GOOD = 'printf "#!/bin/sh\\necho good\\n" > "$1"; chmod +x "$1"; ';

describe('a compiler', () => {
  test('that leaves a daemon is dead with it, and its program runs', async () => {
    const script = `${GOOD} (trap "" HUP TERM; setsid sh -c "while :; do date +%N > /box/program; done" &) ; exit 0`;
    const result = await runner.run({ language: compiledBy(script), code: 'x' });
    expect(result).toMatchObject({ status: 'exited', stdout: 'good\n' });
    await expect.poll(() => programsAlive(MARK, UIDS)).toEqual([]);
  });

  test.each([
    ['a link to a file of the host', 'ln -s /etc/passwd "$1"'],
    ['a link to its own source', 'ln -s "$0" "$1"'],
    ['a folder', 'mkdir "$1"'],
    ['a FIFO', 'mkfifo "$1"'],
    ['nothing', 'true'],
    ['a file that nobody may read', `${GOOD} chmod 0 "$1"`],
  ])('that leaves %s has failed, and nothing is run', async (_, script) => {
    const result = await runner.run({ language: compiledBy(script), code: 'x' });
    expect(result.status).toBe('compile-failed');
  });

  test('that kills everybody has hurt itself only', async () => {
    const result = await runner.run({ language: compiledBy('kill -9 -1; kill -9 1; kill -9 $$'), code: 'x' });
    expect(result.status).toBe('compile-failed');
    expect(await runner.run({ argv: ['/bin/echo', 'fine'] })).toMatchObject({ stdout: 'fine\n' });
  });

  test('is given names as they are: options, spaces, quotes and shell characters', async () => {
    const names = ['-o.c', 'a b#\\.c', ';x$(touch owned).c', "it's.c", '--help.c', '@file.c'];
    const empty = names.map((path) => ({ path, content: '' }));
    const files = [
      { path: 'main.c', content: '#include <stdio.h>\nint main(void) { puts("named"); }' },
      ...empty,
    ];
    const result = await runner.run({ language: 'c', files, main: 'main.c', collect: ['owned'] });
    expect(['exited', 'compile-failed']).toContain(result.status);
    expect(result.files.owned?.state ?? 'missing').toBe('missing');
  });

  test.each([
    ['NUL and other bytes', Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 7) % 256))],
    ['an object file', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x01\0>\0', 'latin1')],
    ['a single line of 4 MiB', Buffer.alloc(4 * 2 ** 20, 'a')],
    ['nothing', Buffer.alloc(0)],
  ])('that is given %s as a source says so', async (_, code) => {
    const limits = { compileLimits: { cpuMs: 8_000, wallMs: 20_000 } };
    for (const language of ['c', 'cpp', 'rust', 'java', 'go'])
      expect((await runner.run({ language, code, ...limits })).status).toBe('compile-failed');
  });
});
