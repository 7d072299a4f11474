import type { Candidate } from './recipe.js';

/** Type stripping is on by default since then: https://nodejs.org/api/typescript.html */
export const STRIPPING_NODE = '22.18';

const node: Candidate = {
  command: 'node',
  folders: ['{home}/toolchains/node/bin'],
  siblings: true,
  versionArgv: ['--version'],
  versionPattern: /^v(\d+\.\d+\.\d+)$/m,
};

/** Any Node that is still in use. */
export const NODE: readonly Candidate[] = [{ ...node, minVersion: '18' }];

/** A Node that runs TypeScript by itself. */
export const NODE_WITH_TYPESCRIPT: readonly Candidate[] = [{ ...node, minVersion: STRIPPING_NODE }];
