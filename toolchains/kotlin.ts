import { JAVA, JVM_ENV, JVM_MEMORY_MARKER, JVM_NEEDS, JVM_RUN, JVM_SIGNALS } from './jvm.js';
import { jarCompiler } from './jvm-compiler.js';
import { KOTLIN_KIT } from './kits.js';
import { KOTLIN_TRAINING } from './kotlin-training.js';
import { kotlinProof } from './proofs/kotlin.js';
import { defineRecipe } from './recipe.js';

const STDLIB = `{kit}/kotlin-stdlib-${KOTLIN_KIT.version}.jar`;
const KOTLINC = [
  '-Dkotlin.colors.enabled=false', // else it loads a library to ask for a terminal, and the JVM warns of that
  ...['-cp', '{kit}/*', 'org.jetbrains.kotlin.cli.jvm.K2JVMCompiler'],
  ...['-no-stdlib', '-no-reflect', '-nowarn', '-classpath', STDLIB],
];

export const kotlin = defineRecipe({
  name: 'kotlin',
  title: 'Kotlin',
  aliases: ['kt'],
  extensions: ['.kt'],
  sourceName: 'main.kt',
  candidates: [JAVA],
  kit: KOTLIN_KIT,
  ...jarCompiler({
    compiler: KOTLINC,
    archive: 'kotlinc.jsa',
    training: { path: 'training.kt', text: KOTLIN_TRAINING },
  }),
  run: { argv: [...JVM_RUN, `-Xbootclasspath/a:${STDLIB}`, '-jar', '{artifact}'], env: JVM_ENV },
  needs: JVM_NEEDS,
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: kotlinProof,
});
