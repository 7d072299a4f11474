import { JAVA, JVM_ENV, JVM_MEMORY_MARKER, JVM_NEEDS, JVM_RUN, JVM_SIGNALS } from './jvm.js';
import { CLOJURE_KIT } from './kits.js';
import { clojureProof } from './proofs/clojure.js';
import { defineRecipe } from './recipe.js';

export const clojure = defineRecipe({
  name: 'clojure',
  title: 'Clojure',
  aliases: ['clj'],
  extensions: ['.clj', '.cljc'],
  sourceName: 'main.clj',
  candidates: [JAVA],
  kit: CLOJURE_KIT,
  run: { argv: [...JVM_RUN, '-cp', '{kit}/*:/box', 'clojure.main', '{main}'], env: JVM_ENV },
  needs: JVM_NEEDS,
  signals: JVM_SIGNALS,
  memoryMarker: JVM_MEMORY_MARKER,
  debian: ['default-jdk-headless'],
  proof: clojureProof,
});
