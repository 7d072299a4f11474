import type { Candidate, Recipe } from './recipe.js';

const MiB = 2 ** 20;

/** A Java virtual machine, of any version and vendor. */
export const JAVA: Candidate = {
  command: 'java',
  folders: ['/usr/lib/jvm/default-java/bin'],
  siblings: true,
  links: ['lib/jvm.cfg'],
  versionArgv: ['--version'],
  versionPattern: /^(?:openjdk|java) (\d+(?:\.\d+)*)/m,
  minVersion: '11',
};

/** Decides how the JVM reads arguments and file names. */
export const JVM_ENV = { LANG: 'C.UTF-8' } as const;

/** What the caller's memory limit is to a JVM: its heap; and beside it there is room for the JVM itself. */
export const JVM_HEAP = '-Xmx{heapMiB}m';
export const JVM_NEEDS = { heapShare: 1, extraMemoryBytes: 128 * MiB } as const;

const LEAN = ['-XX:+UseSerialGC', '-XX:-UsePerfData'] as const;

/** A JVM that runs a user's program. All tiers of the compiler: the first alone starts no faster and computes half as fast. */
export const JVM_RUN = [
  '{tool}',
  ...LEAN,
  '-Xshare:auto',
  '-Xss64m', // deep recursion; only what is touched counts as memory
  JVM_HEAP,
  '-Dfile.encoding=UTF-8',
  '-Dstdout.encoding=UTF-8',
  '-Dstderr.encoding=UTF-8',
] as const;

/** No warnings of JDK 24 and later about what the language's own library does; older ones know no such option. */
export const JVM_UNSAFE = [
  '-XX:+IgnoreUnrecognizedVMOptions',
  '--sun-misc-unsafe-memory-access=allow',
] as const;

/** A JVM that runs a compiler: it ends before the better tiers of the JVM's own compiler pay. What it is trained with. */
export const JVM_TRAIN = [
  ...LEAN,
  ...JVM_UNSAFE,
  '-XX:TieredStopAtLevel=1',
  '-Xss16m',
  '-Dfile.encoding=UTF-8',
] as const;

/** The same in a jail. */
export const JVM_COMPILE = ['{tool}', ...JVM_TRAIN, JVM_HEAP] as const;

/** A fault that the JVM did not cause itself is a crash of the JVM, which aborts; SIGTERM runs the shutdown hooks. */
export const JVM_SIGNALS: Recipe['signals'] = {
  SIGFPE: 'SIGABRT',
  SIGILL: 'SIGABRT',
  SIGSEGV: 'SIGABRT',
  SIGBUS: 'SIGABRT',
  SIGTERM: 'exit 143',
};

/** Clojure's own reports leave out the package. That a thread cannot be started is the limit of processes. */
export const JVM_MEMORY_MARKER =
  /java\.lang\.OutOfMemoryError(?!: unable to create native thread)|\(OutOfMemoryError\)/;
