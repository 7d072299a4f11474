import { JAVA, JVM_ENV, JVM_MEMORY_MARKER, JVM_NEEDS, JVM_RUN, JVM_SIGNALS, JVM_UNSAFE } from './jvm.js';
import { jarCompiler } from './jvm-compiler.js';
import { SCALA_KIT } from './kits.js';
import { scalaProof } from './proofs/scala.js';
import { defineRecipe } from './recipe.js';
import { SCALA_TRAINING } from './scala-training.js';

const [LIBRARY, LIBRARY3] = ['{kit}/scala-library-2.13.16.jar', '{kit}/scala3-library_3-3.3.7.jar'];
const SCALAC = [
  ...['-cp', '{kit}/*', 'dotty.tools.dotc.Main', '-color', 'never'],
  ...['-classpath', `${LIBRARY}:${LIBRARY3}`],
];

export const scala = defineRecipe({
  name: 'scala',
  title: 'Scala 3',
  aliases: ['scala3'],
  extensions: ['.scala'],
  sourceName: 'main.scala',
  candidates: [JAVA],
  kit: SCALA_KIT,
  ...jarCompiler({
    compiler: SCALAC,
    archive: 'scalac.jsa',
    training: { path: 'training.scala', text: SCALA_TRAINING },
  }),
  run: {
    argv: [...JVM_RUN, ...JVM_UNSAFE, `-Xbootclasspath/a:${LIBRARY}:${LIBRARY3}`, '-jar', '{artifact}'],
    env: JVM_ENV,
  },
  needs: JVM_NEEDS,
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: scalaProof,
});
