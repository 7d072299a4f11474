import { rubyProof } from './proofs/ruby.js';
import { defineRecipe } from './recipe.js';

export const ruby = defineRecipe({
  name: 'ruby',
  title: 'Ruby',
  aliases: ['rb'],
  extensions: ['.rb'],
  sourceName: 'main.rb',
  candidates: [
    {
      command: 'ruby',
      siblings: true,
      versionArgv: ['--version'],
      versionPattern: /^ruby (\d+\.\d+\.\d+)/m,
      minVersion: '2.7',
    },
  ],
  // Gems are looked for at every start, a third of it; a program that needs them says require "rubygems".
  run: { argv: ['{tool}', '--disable=gems', '{main}'], env: { LANG: 'C.UTF-8' } },
  // The interpreter reports a crash of its own and aborts.
  signals: { SIGILL: 'SIGABRT', SIGSEGV: 'SIGABRT', SIGBUS: 'SIGABRT' },
  memoryMarker: /failed to allocate memory \(NoMemoryError\)/,
  debian: ['ruby'],
  proof: rubyProof,
});
