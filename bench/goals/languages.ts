import { BITS } from '../languages/greetings.js';
import type { ResultOf } from '../report.js';
import type { Figure } from './figure.js';

type Result = ResultOf<'language'>;

const JAIL_ADDS = { atMost: 3 } as const;
const CACHED_ADDS = { atMost: 2 } as const;
/** Of the bare command, by a parked interpreter. */
const WARM_AT_MOST: Readonly<Record<string, number>> = { python: 0.45, javascript: 0.3 };
/** Milliseconds of a run, by the quickest way there is: below what hosted runners publish for theirs. */
const RUN_MS: Readonly<Record<string, number>> = {
  ...{ python: 30, javascript: 85, typescript: 90 },
  ...{ c: 3, cpp: 4, ruby: 60 },
};
/** The same, of a compilation that no cache knows and a run. */
const COMPILE_AND_RUN_MS: Readonly<Record<string, number>> = { go: 500, rust: 1_000 };
const JAVA_AT_MOST = 0.7;
const BITS_AT_MOST = 0.4;

/** The worst of all languages stands for them: its name is the detail. */
export function languageFigures(results: readonly Result[]): Figure[] {
  const worst = (what: string, target: Figure['target'], of: (result: Result) => number[]) => {
    const all = results.flatMap((result) => of(result).map((value) => ({ value, detail: result.title })));
    const [first] = all.sort((a, b) => b.value - a.value);
    return first ? [{ what, unit: 'ms', target, ...first }] : [];
  };
  return [
    ...worst('the jail adds to a bare command, p50', JAIL_ADDS, ({ run }) => [
      run.jailed.p50Ms - run.bare.p50Ms,
    ]),
    ...worst('a cached compile adds to a run, p50', CACHED_ADDS, ({ run }) =>
      run.cached ? [run.cached.p50Ms - run.jailed.p50Ms] : [],
    ),
    ...results.flatMap((result) => [
      ...warmFigures(result),
      ...runFigures(result),
      ...compileFigures(result),
    ]),
  ];
}

function warmFigures({ name, title, run }: Result): Figure[] {
  const atMost = WARM_AT_MOST[name];
  if (!run.warm || atMost === undefined) return [];
  const detail = `${run.warm.p50Ms.toFixed(1)} ms beside ${run.bare.p50Ms.toFixed(1)} ms`;
  const value = run.warm.p50Ms / run.bare.p50Ms;
  return [{ what: `warm ${title}`, value, unit: '×', target: { atMost }, detail }];
}

function runFigures({ name, title, run }: Result): Figure[] {
  const atMost = RUN_MS[name];
  if (atMost === undefined) return [];
  const { warm, jailed } = run;
  const value = (warm ?? jailed).p50Ms;
  const detail = `${warm ? 'warm' : 'cold'}; the bare command ${run.bare.p50Ms.toFixed(1)} ms`;
  return [{ what: `hello in ${title}, p50`, value, unit: 'ms', target: { atMost }, detail }];
}

function compileFigures({ name, title, run, compile }: Result): Figure[] {
  if (!compile) return [];
  const [bare, jailed] = [compile.bare.p50Ms, compile.jailed.p50Ms];
  const both = { bare: bare + run.bare.p50Ms, jailed: jailed + run.jailed.p50Ms };
  const beside = (of: number, to: number) => ({
    value: of / to,
    unit: '×',
    detail: `${of.toFixed(0)} ms beside ${to.toFixed(0)} ms`,
  });
  if (name === 'java')
    return [
      {
        what: `compile and run ${title}`,
        target: { atMost: JAVA_AT_MOST },
        ...beside(both.jailed, both.bare),
      },
    ];
  if (name === BITS)
    return [{ what: `compile ${title}`, target: { atMost: BITS_AT_MOST }, ...beside(jailed, bare) }];
  const atMost = COMPILE_AND_RUN_MS[name];
  if (atMost === undefined) return [];
  const detail = `the bare commands ${both.bare.toFixed(0)} ms`;
  return [{ what: `compile and run ${title}`, value: both.jailed, unit: 'ms', target: { atMost }, detail }];
}
