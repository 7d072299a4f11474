import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../../lib/index.js';
import { openSessionHome, type SessionHome } from '../../support/sessions.js';

let place: SessionHome;
let session: Session;
beforeAll(async () => {
  place = await openSessionHome();
  session = await place.open({ env: { RUBYLIB: '/workspace/own' } });
});
afterAll(() => place[Symbol.asyncDispose]());

/** What it printed, or what it complained of. */
async function printed(options: Parameters<Session['run']>[0]): Promise<string> {
  const result = await session.run(options);
  if (result.status === 'compile-failed') return result.stderr;
  return result.ok ? result.stdout.trim() : result.stderr;
}

describe('the code of session.run() finds', () => {
  test('packages that pip put into the workspace, or below HOME', async () => {
    const { stdout: version } = (await session.run({
      language: 'python',
      code: 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}", end="")',
    })) as { stdout: string };
    await session.writeFiles([
      { path: 'targeted/__init__.py', content: 'where = "pip --target"' },
      { path: `.local/lib/${version}/site-packages/users.py`, content: 'where = "pip --user"' },
    ]);
    const code = 'import targeted, users\nprint(targeted.where, users.where)';
    expect(await printed({ language: 'python', code })).toBe('pip --target pip --user');
  });

  test.each([
    [
      'CommonJS',
      'main.cjs',
      'console.log(require("left").name, require("right/deep"), require("./own.cjs"))',
    ],
    [
      'modules',
      'main.mjs',
      'import { name } from "left"; import deep from "right/deep.js"; import own from "./own.cjs"; console.log(name, deep, own)',
    ],
  ])('node_modules of the workspace, as %s', async (_, main, content) => {
    await session.writeFiles([
      { path: 'node_modules/left/package.json', content: '{ "name": "left", "main": "index.js" }' },
      { path: 'node_modules/left/index.js', content: 'exports.name = "left of " + require("right/deep")' },
      { path: 'node_modules/right/deep.js', content: 'module.exports = "deep"' },
    ]);
    const files = [
      { path: main, content },
      { path: 'own.cjs', content: 'module.exports = "own"' },
    ];
    expect(await printed({ language: 'javascript', files, main })).toBe('left of deep deep own');
  });

  test.each([
    [
      'ruby',
      'main.rb',
      'require "beside"; require "ours"; require "own"; puts [$beside, $ours, $own].join(" ")',
      'beside.rb',
      '$beside = "beside"',
      'ours.rb',
      '$ours = "ours"',
    ],
    [
      'perl',
      'main.pl',
      'use Beside; use Ours; print "$Beside::word $Ours::word own"',
      'Beside.pm',
      'package Beside; our $word = "beside"; 1;',
      'Ours.pm',
      'package Ours; our $word = "ours"; 1;',
    ],
    [
      'bash',
      'main.sh',
      'source beside.sh; source ours.sh; echo $beside $ours own',
      'beside.sh',
      'beside=beside',
      'ours.sh',
      'ours=ours',
    ],
  ])(
    'what is beside it and what is in the workspace, in %s',
    async (language, main, content, beside, text, ours, word) => {
      await session.writeFiles([
        { path: ours, content: word },
        { path: 'own/own.rb', content: '$own = "own"' },
      ]);
      const files = [
        { path: main, content },
        { path: beside, content: text },
      ];
      expect(await printed({ language, files, main })).toBe('beside ours own');
    },
  );

  test.each([
    ['ruby', 'main.rb', 'require "./word"; puts $word', 'word.rb', '$word = "near"'],
    ['bash', 'main.sh', '. ./word.sh; echo $word', 'word.sh', 'word=near'],
  ])(
    'what is relative to its folder, where that is /box, in %s',
    async (language, main, content, near, word) => {
      const files = [
        { path: main, content },
        { path: near, content: word },
      ];
      expect(await printed({ language, files, main, cwd: '/box' })).toBe('near');
      expect(await printed({ language, files, main })).not.toBe('near'); // it stands in the workspace
    },
  );

  test('a folder of the workspace to start in', async () => {
    await session.fs.mkdir('below');
    expect(await printed({ language: 'bash', code: 'pwd', cwd: 'below' })).toBe('/workspace/below');
  });
});
