import { JAVA, JVM_COMPILE, JVM_ENV, JVM_MEMORY_MARKER, JVM_NEEDS, JVM_RUN, JVM_SIGNALS } from './jvm.js';
import { GROOVY_KIT } from './kits.js';
import { groovyProof } from './proofs/groovy.js';
import { defineRecipe } from './recipe.js';

export const groovy = defineRecipe({
  name: 'groovy',
  title: 'Groovy',
  aliases: [],
  extensions: ['.groovy'],
  sourceName: 'main.groovy',
  candidates: [JAVA],
  kit: GROOVY_KIT,
  compile: {
    argv: [
      ...JVM_COMPILE,
      ...['-cp', '{kit}/*', 'org.codehaus.groovy.tools.FileSystemCompiler', '-d', '{artifact}', '{sources}'],
    ],
    env: JVM_ENV,
    artifact: 'classes/',
  },
  run: { argv: [...JVM_RUN, '-cp', '{kit}/*:{artifact}', '{stem}'], env: JVM_ENV },
  needs: JVM_NEEDS,
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: groovyProof,
});
