import { JAVA_TRAINING } from './java-training.js';
import { JAVA, JVM_ENV, JVM_MEMORY_MARKER, JVM_NEEDS, JVM_RUN, JVM_SIGNALS } from './jvm.js';
import { archiveStep } from './jvm-archive.js';
import { javaProof } from './proofs/java.js';
import { defineRecipe } from './recipe.js';

const JAVAC = [
  '-J-XX:+UseSerialGC',
  '-J-XX:TieredStopAtLevel=1',
  '-J-XX:-UsePerfData',
  ...['-encoding', 'UTF-8'],
  '-proc:none',
];

export const java = defineRecipe({
  name: 'java',
  title: 'Java',
  aliases: ['jdk', 'openjdk'],
  extensions: ['.java'],
  sourceName: 'Main.java',
  candidates: [JAVA],
  companions: ['javac'],
  compile: {
    argv: ['{tool:javac}', ...JAVAC, '-J-Xmx{heapMiB}m', '-d', '{artifact}', '{sources}'],
    warmArgs: ['-J-XX:SharedArchiveFile={cache}/javac.jsa'],
    env: JVM_ENV,
    artifact: 'classes/',
  },
  warmUp: {
    files: { 'Training.java': JAVA_TRAINING },
    steps: [
      archiveStep('{tool:javac}', '-J', '{cache}/javac.jsa', [...JAVAC, '-d', 'classes', 'Training.java']),
    ],
    env: JVM_ENV,
  },
  run: { argv: [...JVM_RUN, '-cp', '{artifact}', '{stem}'], env: JVM_ENV },
  needs: JVM_NEEDS,
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: javaProof,
});
