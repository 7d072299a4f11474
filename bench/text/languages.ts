import type { Timed } from '../measure/statistics.js';
import type { ResultOf } from '../report.js';
import { columns, ratioTo } from './columns.js';

/** p50 of everything; `adds` is what the jail costs beyond the bare command. */
export function languageLines(results: readonly ResultOf<'language'>[]): string[] {
  const head = 'hello, p50 in ms|bare|jailed|adds|warm|warm ×|compile bare|jailed|×|cached + run'.split('|');
  const ms = (of: Timed | undefined) => (of ? of.p50Ms.toFixed(1) : '–');
  const rows = results.map(({ title, version, compile, run }) => [
    `${title} ${version}`,
    ms(run.bare),
    ms(run.jailed),
    (run.jailed.p50Ms - run.bare.p50Ms).toFixed(1),
    ms(run.warm),
    ratioTo(run.warm?.p50Ms, run.bare.p50Ms),
    ms(compile?.bare),
    ms(compile?.jailed),
    ratioTo(compile?.jailed.p50Ms, compile?.bare.p50Ms),
    ms(run.cached),
  ]);
  return columns([head, ...rows]);
}
