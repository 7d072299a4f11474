import { JAVA_TRAINING } from './java-training.js';
import { archiveStep } from './jvm-archive.js';
import { javaProof } from './proofs/java.js';
import { defineRecipe } from './recipe.js';

const MiB = 2 ** 20;
const JAVAC = [
  '-J-XX:+UseSerialGC',
  '-J-XX:TieredStopAtLevel=1',
  '-J-XX:-UsePerfData',
  ...['-encoding', 'UTF-8'],
  '-proc:none',
];
const UTF8 = { LANG: 'C.UTF-8' }; // decides how the JVM reads arguments and file names

export const java = defineRecipe({
  name: 'java',
  title: 'Java',
  aliases: ['jdk', 'openjdk'],
  extensions: ['.java'],
  sourceName: 'Main.java',
  candidates: [
    {
      command: 'java',
      folders: ['/usr/lib/jvm/default-java/bin'],
      siblings: true,
      links: ['lib/jvm.cfg'],
      versionArgv: ['--version'],
      versionPattern: /^(?:openjdk|java) (\d+(?:\.\d+)*)/m,
      minVersion: '11',
    },
  ],
  companions: ['javac'],
  compile: {
    argv: ['{tool:javac}', ...JAVAC, '-J-Xmx{heapMiB}m', '-d', '{artifact}', '{sources}'],
    warmArgs: ['-J-XX:SharedArchiveFile={cache}/javac.jsa'],
    env: UTF8,
    artifact: 'classes/',
  },
  warmUp: {
    files: { 'Training.java': JAVA_TRAINING },
    steps: [
      archiveStep('{tool:javac}', '-J', '{cache}/javac.jsa', [...JAVAC, '-d', 'classes', 'Training.java']),
    ],
    env: UTF8,
  },
  run: {
    // All tiers of the compiler: the first alone starts no faster and computes half as fast.
    argv: [
      '{tool}',
      '-XX:+UseSerialGC',
      '-XX:-UsePerfData',
      '-Xshare:auto',
      '-Xss64m', // deep recursion; only what is touched counts as memory
      '-Xmx{heapMiB}m',
      '-Dfile.encoding=UTF-8',
      '-Dstdout.encoding=UTF-8',
      '-Dstderr.encoding=UTF-8',
      '-cp',
      '{artifact}',
      '{stem}',
    ],
    env: UTF8,
  },
  needs: { memoryBytes: 16 * MiB, heapShare: 1, extraMemoryBytes: 128 * MiB },
  // A fault that the JVM did not cause itself is a crash of the JVM, which aborts; SIGTERM runs the shutdown hooks.
  signals: {
    SIGFPE: 'SIGABRT',
    SIGILL: 'SIGABRT',
    SIGSEGV: 'SIGABRT',
    SIGBUS: 'SIGABRT',
    SIGTERM: 'exit 143',
  },
  memoryMarker: /java\.lang\.OutOfMemoryError/,
  debian: ['default-jdk-headless'],
  proof: javaProof,
});
