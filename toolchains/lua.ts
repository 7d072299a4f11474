import { luaProof } from './proofs/lua.js';
import { defineRecipe } from './recipe.js';

export const lua = defineRecipe({
  name: 'lua',
  title: 'Lua',
  aliases: ['lua5'],
  extensions: ['.lua'],
  sourceName: 'main.lua',
  candidates: ['lua', 'lua5.4', 'lua5.3'].map((command) => ({
    command,
    versionArgv: ['-v'],
    versionPattern: /^Lua (\d+\.\d+\.\d+)/m,
    minVersion: '5.3',
  })),
  run: { argv: ['{tool}', '{main}'] },
  memoryMarker: /: not enough memory$/m,
  debian: ['lua5.4'],
  proof: luaProof,
});
