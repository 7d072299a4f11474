import type { WarmRecipe } from './recipe.js';

/** How Node is kept warm, for all languages that it runs. */
export const NODE_WARM: WarmRecipe = {
  hook: 'node.cjs',
  env: { NODE_OPTIONS: '--require {hook}' },
  coldEnv: /^(NODE_|OPENSSL_|SSL_CERT_|UV_|ICU_)/,
  processes: 32, // V8 and libuv start some threads for each core
  openFiles: 64,
};
