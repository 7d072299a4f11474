import { el, VERDICT_ORDER, VERDICTS } from './dom.js';
import { formatBytes, formatMs, formatScore, plural } from './format.js';

/** What is known of a problem, above its matrix. */
export function problemSummary(problem) {
  const { timeLimit, memoryBytes, type, maxScore, cases, level, enforcement, warnings = [] } = problem;
  const chips = [
    ['cases', String(cases.length)],
    ['CPU limit', timeLimit],
    ['memory', formatBytes(memoryBytes)],
    ['output', formatBytes(problem.outputBytes)],
    type === 'scoring' && ['points', maxScore === undefined ? 'unbounded' : formatScore(maxScore)],
    level === 'same-process' && ['tests', 'same process, results can be forged in principle', 'warn'],
    enforcement && ['held weaker', enforcement, 'warn'],
  ].filter(Boolean);
  return [
    el(
      'h1',
      {},
      el('bdi', { text: problem.name || problem.id }),
      problem.name === problem.id ? undefined : el('code', { class: 'id' }, el('bdi', { text: problem.id })),
    ),
    el('ul', { class: 'chips' }, ...chips.map(([name, value, kind]) => chip(name, value, kind))),
    warnings.length > 0 ? warningList(warnings) : undefined,
  ].filter(Boolean);
}

function chip(name, value, kind) {
  return el('li', { class: kind }, el('span', { text: name }), el('b', {}, el('bdi', { text: value })));
}

function warningList(warnings) {
  const items = warnings.map((text) => el('li', { text }));
  return el(
    'details',
    { class: 'warnings' },
    el('summary', { text: plural(warnings.length, 'warning') }),
    el('ul', {}, ...items),
  );
}

/** Counts by verdict: a bar of their shares, and a button for each that filters by it. */
export function verdictFilters(rows, chosen, toggle) {
  const counts = VERDICT_ORDER.map((verdict) => [
    verdict,
    rows.filter((row) => row.verdict === verdict).length,
  ]);
  const present = counts.filter(([, count]) => count > 0);
  const bar = el('div', { class: 'shares', 'aria-hidden': 'true' });
  for (const [verdict, count] of present) {
    const part = el('span', { class: `v-${verdict}`, title: `${count} ${verdict}` });
    part.style.flexGrow = count;
    bar.append(part);
  }
  const buttons = present.map(([verdict, count]) =>
    el(
      'button',
      {
        type: 'button',
        class: `filter v-${verdict}`,
        'aria-pressed': chosen.has(verdict),
        title: VERDICTS[verdict].title,
        on: { click: () => toggle(verdict) },
      },
      el('b', { text: verdict }),
      el('span', { text: count }),
    ),
  );
  return [bar, el('div', { class: 'filters', role: 'group', 'aria-label': 'filter by verdict' }, ...buttons)];
}

/** What the status line says of a cell. */
export function cellStatus(row, column) {
  if (!row) return column ? [el('b', { text: column.fullTitle ?? column.title })] : [];
  const cell = column?.cell(row) ?? {};
  const where = column?.fullTitle ?? column?.title ?? '';
  return [
    el('b', {}, el('bdi', { text: row.name })),
    el('span', { text: where === 'Submission' ? '' : where }),
    el('span', { text: where === 'Submission' ? row.note : (cell.label ?? cell.text ?? '') }),
    column?.caseIndex === undefined
      ? undefined
      : el('span', { class: 'hint', text: cell.near ? 'near the limit, measured again alone' : '' }),
  ].filter(Boolean);
}

export function heatLegend(scale, mode) {
  const format = mode === 'time' ? formatMs : formatBytes;
  if (mode === 'verdict' || !(scale?.high > 0)) return [];
  return [
    el('span', { text: format(scale.low) }),
    el('span', { class: `ramp ${mode}` }),
    el('span', { text: `${format(scale.high)} (log)` }),
  ];
}
