import { JVM_COMPILE, JVM_ENV, JVM_TRAIN } from './jvm.js';
import { archiveArgs, archiveStep } from './jvm-archive.js';
import type { CompileRecipe, WarmUp } from './recipe.js';

interface JarCompiler {
  /** Its class path, class and options. */
  readonly compiler: readonly string[];
  /** What the archive of its classes is called. */
  readonly archive: string;
  /** A source that it compiles while the archive is made. */
  readonly training: { readonly path: string; readonly text: string };
}

/** A compiler that runs on the JVM and makes one jar, whose manifest names the class that has the main function. */
export function jarCompiler({ compiler, archive, training }: JarCompiler): {
  readonly compile: CompileRecipe;
  readonly warmUp: WarmUp;
} {
  const file = `{cache}/${archive}`;
  const train = [...JVM_TRAIN, ...compiler, '-d', 'training.jar', training.path];
  return {
    compile: {
      argv: [...JVM_COMPILE, ...compiler, '-d', '{artifact}', '{sources}'],
      warmArgs: archiveArgs(file),
      env: JVM_ENV,
      artifact: 'program.jar',
    },
    warmUp: {
      files: { [training.path]: training.text },
      steps: [archiveStep('{tool}', '', file, train)],
      env: JVM_ENV,
    },
  };
}
