import { VERDICT_ORDER } from './dom.js';

/** The rows that a filter lets through: by verdicts (none chosen: all), language, and text in the name or note. */
export function filterRows(rows, { verdicts, language, text }) {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(
    (row) =>
      (verdicts.size === 0 || verdicts.has(row.verdict)) &&
      (language === '' || row.language === language) &&
      words.every((word) => searchable(row).includes(word)),
  );
}

function searchable(row) {
  row.search ??= [row.name, row.note, row.duplicateOf ?? ''].join('\n').toLowerCase();
  return row.search;
}

/** Rows by a column's value, those without one last, the order of the report among equals. */
export function sortRows(rows, { column, descending }) {
  if (!column) return rows;
  const factor = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (x === undefined || y === undefined) return (x === undefined) - (y === undefined) || a.index - b.index;
    return factor * compare(x, y) || a.index - b.index;
  });
}

/** Of a verdict, for sorting: accepted first. */
export function verdictRank(verdict) {
  const rank = VERDICT_ORDER.indexOf(verdict);
  return rank < 0 ? undefined : rank;
}

function compare(x, y) {
  return typeof x === 'string' ? collator.compare(x, y) : x - y;
}

const collator = new Intl.Collator('en', { numeric: true });
