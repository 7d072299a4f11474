import { ToolchainInstallError } from './install-error.js';
import type { Recipe } from './recipe.js';

/** Languages that could not be had, each with the first reason. */
export class Failures {
  readonly #errors = new Map<Recipe, ToolchainInstallError>();

  constructor(readonly onFailure: (recipe: Recipe, message: string) => void) {}

  has(recipe: Recipe): boolean {
    return this.#errors.has(recipe);
  }

  /** Anything but a ToolchainInstallError, as a cancelled signal's reason, is thrown on. */
  add(recipe: Recipe, error: unknown): void {
    if (!(error instanceof ToolchainInstallError)) throw error;
    if (this.#errors.has(recipe)) return;
    this.#errors.set(recipe, error);
    this.onFailure(recipe, error.message);
  }

  /** @throws ToolchainInstallError the only reason, or one that names all languages with the steps of each */
  throwAny(): void {
    const reasons = [...new Set(this.#errors.values())];
    if (reasons.length === 0) return;
    if (reasons.length === 1) throw reasons[0];
    const names = [...this.#errors.keys()].map(({ name }) => name).join(', ');
    const steps = [...new Set(reasons.map(({ nextStep }) => nextStep))].join('; ');
    throw new ToolchainInstallError(`Cannot install ${this.#errors.size} languages: ${names}`, steps, {
      cause: new AggregateError(reasons),
    });
  }
}
