import type { WarmUp } from './recipe.js';

/** Those that take long to read and that programs begin with: g++ looks for a precompiled one only there. */
const HEADERS = ['bits/stdc++.h', 'iostream'] as const;

/**
 * Precompiles the headers for each standard, with the flags that programs are compiled with. In the folder
 * `iostream.gch` g++ takes the file that was made with just the flags in force, and reads the header itself when
 * there is none, or when a macro or pragma before the `#include` could change what it means.
 */
export function precompiledHeaders(flags: readonly string[], standards: readonly string[]): WarmUp {
  return {
    files: Object.fromEntries(HEADERS.map((header) => [header, `#include <${header}>\n`])),
    folders: HEADERS.map((header) => `${header}.gch`),
    steps: standards.flatMap((standard) =>
      HEADERS.map((header) => [
        [
          '{tool}',
          ...flags,
          `-std=${standard}`,
          ...['-x', 'c++-header', header],
          ...['-o', `{cache}/${header}.gch/${standard}`],
        ] as const,
      ]),
    ),
  };
}
