import { goProof } from './proofs/go.js';
import { defineRecipe } from './recipe.js';

/** The same for warm-up and compile: another value is another cache entry. */
const env = {
  CGO_ENABLED: '0',
  GOCACHE: '{cache}',
  GODEBUG: 'goindex=0', // its index of packages fails in a read-only cache
  GOENV: 'off',
  GOFLAGS: '',
  GOPATH: '/tmp/go',
  GOPROXY: 'off',
  GOTELEMETRY: 'off',
  GOTOOLCHAIN: 'local',
  GO111MODULE: 'auto', // modules where there is a go.mod, the bare package elsewhere
} as const;

export const go = defineRecipe({
  name: 'go',
  title: 'Go',
  aliases: ['golang'],
  extensions: ['.go'],
  sourceName: 'main.go',
  candidates: [
    {
      command: 'go',
      folders: ['/usr/local/go/bin'],
      versionArgv: ['version'],
      versionPattern: /^go version go(\d+(?:\.\d+)+) /m,
      rootArgv: ['env', 'GOROOT'],
      minVersion: '1.18',
    },
  ],
  compile: { argv: ['{tool}', 'build', '-o', '{artifact}', '.'], env, artifact: 'program' },
  run: {
    argv: ['{artifact}'],
    env: { GOMEMLIMIT: '{heapMiB}MiB' }, // else garbage may double the heap past the limit
  },
  // A package that the cache lacks is compiled and not kept: a cache that is read-only or has holes does no harm.
  // The standard library is compiled at first use since Go 1.20: seconds, for every program in a fresh jail.
  warmUp: { steps: [[['{tool}', 'build', 'std']]], env },
  needs: { heapShare: 0.9 },
  // What is not SIGTERM or SIGKILL becomes a stack dump: https://pkg.go.dev/os/signal
  signals: { SIGABRT: 'exit 2', SIGFPE: 'exit 2', SIGILL: 'exit 2', SIGSEGV: 'exit 2', SIGBUS: 'exit 2' },
  memoryMarker: /^fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory)/m,
  debian: ['golang-go'],
  proof: goProof,
});
