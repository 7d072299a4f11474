import { readNumber } from './numbers.js';

/** The default checker, as its flags set it up. */
export interface DefaultChecker {
  readonly kind: 'default';
  readonly caseSensitive: boolean;
  readonly spaceChangeSensitive: boolean;
  /** Largest accepted |output − answer|; `undefined` with `relativeTolerance` means: compare as text. */
  readonly absoluteTolerance: number | undefined;
  /** Largest accepted |output − answer| / |answer|. */
  readonly relativeTolerance: number | undefined;
}

/**
 * Reads the flags of the default output validator of the ICPC problem package format: `case_sensitive`,
 * `space_change_sensitive`, `float_tolerance E`, `float_relative_tolerance E`, `float_absolute_tolerance E`.
 * As format 2025-09 has it, no flag may be given twice, nor `float_tolerance` beside one of the other two.
 *
 * @returns the checker, or a sentence that says which flag is wrong.
 */
export function parseDefaultFlags(flags: readonly string[]): DefaultChecker | string {
  const given = new Map<string, number | true>();
  for (let i = 0; i < flags.length; i++) {
    const name = flags[i]!;
    if (!SWITCHES.has(name) && !TOLERANCES.has(name))
      return `flag ${JSON.stringify(name)} is unknown: known are ${KNOWN}`;
    if (given.has(name)) return `flag "${name}" is given twice`;
    const value = SWITCHES.has(name) ? true : readTolerance(flags[++i]);
    if (value === undefined)
      return `flag "${name}" needs a number of 0 or more, not ${JSON.stringify(flags[i] ?? '')}`;
    given.set(name, value);
  }
  return checkerOf(given);
}

const SWITCHES: ReadonlySet<string> = new Set(['case_sensitive', 'space_change_sensitive']);
const TOLERANCES: ReadonlySet<string> = new Set([
  'float_tolerance',
  'float_relative_tolerance',
  'float_absolute_tolerance',
]);
const KNOWN = [...SWITCHES, ...TOLERANCES].join(', ');

function readTolerance(text: string | undefined): number | undefined {
  const bytes = Buffer.from(text ?? '');
  const value = readNumber(bytes, 0, bytes.length);
  return value !== undefined && value >= 0 && Number.isFinite(value) ? value : undefined;
}

function checkerOf(given: ReadonlyMap<string, number | true>): DefaultChecker | string {
  const both = tolerance(given, 'float_tolerance');
  const relative = tolerance(given, 'float_relative_tolerance');
  const absolute = tolerance(given, 'float_absolute_tolerance');
  if (both !== undefined && (relative ?? absolute) !== undefined) {
    return 'flag "float_tolerance" sets both tolerances: it cannot stand beside another one';
  }
  return {
    kind: 'default',
    caseSensitive: given.has('case_sensitive'),
    spaceChangeSensitive: given.has('space_change_sensitive'),
    absoluteTolerance: absolute ?? both,
    relativeTolerance: relative ?? both,
  };
}

function tolerance(given: ReadonlyMap<string, number | true>, name: string): number | undefined {
  const value = given.get(name);
  return typeof value === 'number' ? value : undefined;
}
