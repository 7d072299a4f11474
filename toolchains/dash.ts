import { dashProof } from './proofs/dash.js';
import { defineRecipe } from './recipe.js';

export const dash = defineRecipe({
  name: 'dash',
  title: 'POSIX shell (dash)',
  aliases: ['posix-sh'],
  extensions: ['.dash'],
  sourceName: 'main.dash',
  candidates: [
    {
      command: 'dash',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a format of dpkg-query
      versionArgv: ['-c', "echo dash $(dpkg-query --show --showformat '${Version}' dash || echo 0.5)"], // it does not say
      versionPattern: /^dash (\d+\.\d+(?:\.\d+)?)/m,
    },
  ],
  run: { argv: ['{tool}', '{main}'] },
  memoryMarker: /Out of space$/m,
  debian: ['dash'],
  proof: dashProof,
});
