import { dirname, join } from 'node:path';
import { candidateCommands, realExecutable, type SearchFolders } from './candidate-commands.js';
import { isForThisMachine } from './locate.js';
import { probeVersion } from './probe.js';
import type { Candidate, Recipe } from './recipe.js';

/** Why a language that was not found cannot be used: something of it is there (`broken`), or nothing (`missing`). */
export interface Absence {
  readonly state: 'missing' | 'broken';
  /** How to get it, or what is wrong. */
  readonly detail: string;
}

/** Says why none of a recipe's candidates serves. Asks the commands that are there once more. */
export async function diagnoseAbsence(recipe: Recipe, search: SearchFolders): Promise<Absence> {
  if (!isForThisMachine(recipe)) return { state: 'missing', detail: `not for ${process.arch}` };
  for (const candidate of recipe.candidates) {
    for (const command of await candidateCommands(candidate, search)) {
      const fault = await faultOf(recipe, candidate, command);
      if (fault !== undefined) return { state: 'broken', detail: fault };
    }
  }
  return { state: 'missing', detail: howToGet(recipe) };
}

/** What brings a language. */
export function howToGet({ name, byHand }: Recipe): string {
  return byHand ?? `bailiff setup --toolchains ${name}`;
}

async function faultOf(recipe: Recipe, candidate: Candidate, path: string): Promise<string | undefined> {
  const real = (await realExecutable(path)) ?? path;
  for (const companion of recipe.companions ?? []) {
    if ((await realExecutable(join(dirname(real), companion))) === undefined)
      return `${path}: there is no ${companion} beside it`;
  }
  if (await probeVersion(candidate, path).catch(() => undefined)) return undefined;
  const wanted = candidate.minVersion ? ` or is older than ${candidate.minVersion}` : '';
  return `${path} does not say its version${wanted}`;
}
