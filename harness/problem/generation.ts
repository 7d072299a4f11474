import type { Tool } from '../checkers/checker.js';

/** What a package leaves to be made: by its generators, and answers by its main solution. */
export interface Generation {
  readonly tools: Readonly<Record<string, Tool>>;
  /** By case: the generator and its arguments, or nothing where the input is there. */
  readonly inputs: Readonly<Record<string, { readonly tool: string; readonly args: readonly string[] }>>;
  /** Names of the cases whose answer the main solution makes. */
  readonly answers: readonly string[];
  /** The main solution: one of `submissions`, by name. */
  readonly solution: string | undefined;
}
