import { isDeepStrictEqual } from 'node:util';
import { BailiffError } from '../../lib/index.js';
import { parseLine } from './contents.js';
import { Header } from './records.js';

/**
 * Whether a journal that begins with `first` is of this judging.
 *
 * @throws BailiffError INVALID_OPTIONS saying what differs.
 */
export function refuseOther(path: string, first: string, wanted: Header): void {
  const found = parseLine(Header, first);
  if (!found) throw refusal(path, 'it is no journal of this version of bailiff');
  if (found.command !== wanted.command) throw refusal(path, `it is of bailiff ${found.command}`);
  const option = firstDifference(found.options, wanted.options);
  if (option !== undefined) throw refusal(path, `it was made with another "${option}"`);
  const ids = (header: Header): string => header.problems.map(({ id }) => id).join(', ');
  if (ids(found) !== ids(wanted)) throw refusal(path, `it is of other problems (${ids(found)})`);
  const changed = wanted.problems.find(({ digest }, index) => found.problems[index]!.digest !== digest);
  if (changed) throw refusal(path, `problem "${changed.id}" has changed since`);
  const tool = firstDifference(found.versions, wanted.versions);
  if (tool !== undefined)
    throw refusal(
      path,
      `${tool} was ${found.versions[tool] ?? 'not there'} then, and is ${wanted.versions[tool] ?? 'not there'} now`,
    );
}

export function refusal(path: string, why: string): BailiffError {
  return new BailiffError(
    'INVALID_OPTIONS',
    `Cannot resume from "${path}": ${why}; name another journal to begin anew`,
  );
}

function firstDifference(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): string | undefined {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].find((name) => !isDeepStrictEqual(a[name], b[name]));
}
