import type { Attack } from './attack.js';
import type { CatalogueEntry } from './catalogue-entry.js';
import { JUDGING } from './catalogue-judging.js';
import { RESOURCES } from './catalogue-resources.js';
import { WALLS } from './catalogue-walls.js';

/** In the order of their ids. */
export const CATALOGUE: readonly CatalogueEntry[] = [...RESOURCES, ...WALLS, ...JUDGING];

/** The programs that try something, by its id. */
export function attacksOf(id: string, attacks: readonly Attack[]): Attack[] {
  return attacks.filter(({ covers }) => covers.includes(id));
}

/** As the README shows it: what is tried, and by what. */
export function catalogueTable(attacks: readonly Attack[]): string {
  const rows = CATALOGUE.map(({ id, title, tests, instead }) => {
    const programs = attacksOf(id, attacks).map(({ name }) => name);
    const how = [programs.join(', '), tests.map((path) => `\`${path}\``).join(', '), instead];
    return `| ${id} | ${title} | ${how.filter(Boolean).join('; ')} |`;
  });
  return ['| | tried | by |', '|---|---|---|', ...rows, ''].join('\n');
}
