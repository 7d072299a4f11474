import { createRunner } from '../../lib/index.js';
import { GRADING } from '../grading/index.js';
import { findLanguages } from '../languages/find.js';
import { greetingsIn } from '../languages/greetings.js';
import { measureLanguage } from '../languages/measure.js';
import { soak } from '../measure/soak.js';
import type { ParsedOptions } from '../options.js';
import type { Job, Part } from '../part.js';
import { SESSION } from '../session/index.js';
import { withSessions } from '../session/place.js';
import { overheadParts } from './overhead.js';
import { throughputParts } from './throughput.js';

/** The parts of a command, before they are filtered. */
export async function partsFor(options: ParsedOptions, skip: Job['skip']): Promise<readonly Part[]> {
  switch (options.command) {
    case 'overhead':
      return overheadParts(options.trace);
    case 'throughput':
      return throughputParts();
    case 'languages':
      return languageParts(options, skip);
    case 'grading':
      return gradingParts();
    case 'session':
      return sessionParts();
    case 'soak':
      return [soakPart];
    case 'all':
      return [
        ...overheadParts(true),
        ...throughputParts().map(heavier),
        ...(await languageParts(options, skip)),
      ];
    default:
      return options.command satisfies never;
  }
}

/** Throughput's weights are of its own parts; beside those of overhead they count threefold. */
function heavier(part: Part): Part {
  return { ...part, weight: 3 * part.weight };
}

async function languageParts({ home }: ParsedOptions, skip: Job['skip']): Promise<Part[]> {
  const { toolchains, skipped } = await findLanguages(home);
  for (const [what, why] of Object.entries(skipped)) skip(what, why);
  return toolchains.flatMap(greetingsIn).map((greeting) => ({
    name: `language/${greeting.name}`,
    weight: greeting.toolchain.recipe.compile ? 8 : 5,
    warmed: true,
    measure: async ({ runnerOptions, signal }, timeMs) => ({
      part: 'language',
      ...(await measureLanguage(greeting, timeMs, runnerOptions, signal)),
    }),
  }));
}

function gradingParts(): Part[] {
  return Object.entries(GRADING).map(([name, measure]) => ({
    name: `grading/${name}`,
    weight: 0,
    measure: async ({ options: { quick }, runnerOptions, signal }) => ({
      part: 'grading',
      ...(await measure({ quick, options: runnerOptions, signal })),
    }),
  }));
}

function sessionParts(): Part[] {
  return Object.entries(SESSION).map(([name, measure]) => ({
    name: `session/${name}`,
    weight: 0,
    measure: async ({ options: { quick }, runnerOptions, signal }) => ({
      part: 'session',
      quick,
      figures: await withSessions({ quick, options: runnerOptions, signal }, measure),
    }),
  }));
}

const soakPart: Part = {
  name: 'soak',
  weight: 0,
  measure: async ({ options: { runs, onProgress }, runnerOptions, signal }) => {
    await using runner = createRunner(runnerOptions);
    return { part: 'soak', ...(await soak(runner, runs, { signal, onProgress })) };
  },
};
