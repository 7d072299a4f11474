export { type GlobProblem, problemFromGlobs } from './plain/from-globs.js';
export { loadPlain } from './plain/load-plain.js';
