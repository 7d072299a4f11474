import {
  JAVA,
  JVM_COMPILE,
  JVM_ENV,
  JVM_MEMORY_MARKER,
  JVM_NEEDS,
  JVM_RUN,
  JVM_SIGNALS,
  JVM_TRAIN,
} from './jvm.js';
import { archiveArgs, archiveStep } from './jvm-archive.js';
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
  compile: {
    argv: [
      ...JVM_COMPILE,
      ...KOTLINC,
      ...['-d', '{artifact}', '{sources}'], // the jar's manifest names the class that has the main function
    ],
    warmArgs: archiveArgs('{cache}/kotlinc.jsa'),
    env: JVM_ENV,
    artifact: 'program.jar',
  },
  warmUp: {
    files: { 'training.kt': KOTLIN_TRAINING },
    steps: [
      archiveStep('{tool}', '', '{cache}/kotlinc.jsa', [
        ...JVM_TRAIN,
        ...KOTLINC,
        ...['-d', 'training.jar', 'training.kt'],
      ]),
    ],
    env: JVM_ENV,
  },
  run: { argv: [...JVM_RUN, `-Xbootclasspath/a:${STDLIB}`, '-jar', '{artifact}'], env: JVM_ENV },
  needs: JVM_NEEDS,
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: kotlinProof,
});
