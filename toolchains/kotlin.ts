import { JAVA, JVM_COMPILE, JVM_ENV, JVM_MEMORY_MARKER, JVM_NEEDS, JVM_RUN, JVM_SIGNALS } from './jvm.js';
import { KOTLIN_KIT } from './kits.js';
import { kotlinProof } from './proofs/kotlin.js';
import { defineRecipe } from './recipe.js';

const STDLIB = `{kit}/kotlin-stdlib-${KOTLIN_KIT.version}.jar`;

export const kotlin = defineRecipe({
  name: 'kotlin',
  title: 'Kotlin',
  aliases: ['kt'],
  extensions: ['.kt'],
  sourceName: 'main.kt',
  candidates: [JAVA],
  kit: KOTLIN_KIT,
  compile: {
    argv: [
      ...JVM_COMPILE,
      ...['-cp', '{kit}/*', 'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler'],
      ...['-no-stdlib', '-no-reflect', '-nowarn', '-classpath', STDLIB],
      ...['-d', '{artifact}', '{sources}'], // the jar's manifest names the class that has the main function
    ],
    env: JVM_ENV,
    artifact: 'program.jar',
  },
  run: { argv: [...JVM_RUN, `-Xbootclasspath/a:${STDLIB}`, '-jar', '{artifact}'], env: JVM_ENV },
  needs: { memoryBytes: 16 * 2 ** 20, ...JVM_NEEDS },
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: kotlinProof,
});
