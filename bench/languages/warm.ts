import { BailiffError, createRunner, type Runner, type RunnerOptions } from '../../lib/index.js';

/** A runner with parked interpreters of the language; undefined where runners have none for it. */
export function warmRunner(language: string, options: RunnerOptions): Runner | undefined {
  try {
    return createRunner({ ...options, warm: [language] } as RunnerOptions);
  } catch (error) {
    if (error instanceof BailiffError && error.code === 'INVALID_OPTIONS') return undefined;
    throw error;
  }
}
