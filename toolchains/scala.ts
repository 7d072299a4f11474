import { JAVA, JVM_COMPILE, JVM_ENV, JVM_MEMORY_MARKER, JVM_NEEDS, JVM_RUN, JVM_SIGNALS } from './jvm.js';
import { SCALA_KIT } from './kits.js';
import { scalaProof } from './proofs/scala.js';
import { defineRecipe } from './recipe.js';

const [LIBRARY, LIBRARY3] = ['{kit}/scala-library-2.13.16.jar', '{kit}/scala3-library_3-3.3.7.jar'];

export const scala = defineRecipe({
  name: 'scala',
  title: 'Scala 3',
  aliases: ['scala3'],
  extensions: ['.scala'],
  sourceName: 'main.scala',
  candidates: [JAVA],
  kit: SCALA_KIT,
  compile: {
    argv: [
      ...JVM_COMPILE,
      ...['-cp', '{kit}/*', 'dotty.tools.dotc.Main', '-color', 'never'],
      ...['-classpath', `${LIBRARY}:${LIBRARY3}`],
      ...['-d', '{artifact}', '{sources}'], // the jar's manifest names the class that has the main method
    ],
    env: JVM_ENV,
    artifact: 'program.jar',
  },
  run: {
    argv: [...JVM_RUN, `-Xbootclasspath/a:${LIBRARY}:${LIBRARY3}`, '-jar', '{artifact}'],
    env: JVM_ENV,
  },
  needs: { memoryBytes: 16 * 2 ** 20, ...JVM_NEEDS },
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: scalaProof,
});
