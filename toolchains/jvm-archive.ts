import type { Argv } from './recipe.js';

/**
 * A step of a warm-up that keeps what the JVM has read and compiled while it does `args`, in a file for
 * `-XX:SharedArchiveFile`: from JDK 25 on with compiled code's profiles (JEP 514), before that the classes alone.
 *
 * @param dash what the command wants before an option of the JVM: `-J` for javac, nothing for java
 */
export function archiveStep(command: string, dash: '' | '-J', file: string, args: readonly string[]): Argv[] {
  return ['AOTCacheOutput', 'ArchiveClassesAtExit'].map((option) => [
    command,
    `${dash}-XX:${option}=${file}`,
    ...args,
  ]);
}

/** Arguments of a JVM that uses such a file. One that cannot goes on without, and would say so on stdout: JDK 17 where the jars lie elsewhere. */
export function archiveArgs(file: string): string[] {
  return ['-Xlog:cds=off', '-Xlog:cds+dynamic=off', `-XX:SharedArchiveFile=${file}`];
}
