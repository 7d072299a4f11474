import { gridColumns } from './columns.js';
import { readReport } from './data.js';
import { createDetail } from './detail.js';
import { el } from './dom.js';
import { plural } from './format.js';
import { createGrid } from './grid.js';
import { listenToGridKeys, listenToPageKeys } from './keys.js';
import { filterRows, sortRows } from './order.js';
import { cellStatus, heatLegend, problemSummary, verdictFilters } from './summary.js';
import { listenToTheme } from './theme.js';

const MAX_TABS = 6;
const NARROW = matchMedia('(max-width: 760px)');

/** Puts the page together. */
function main() {
  const byId = (id) => document.getElementById(id);
  const report = readReport(document);
  const state = {
    problem: report.problems[0],
    mode: 'verdict',
    sort: {},
    filter: { verdicts: new Set(), language: '', text: '' },
    rows: [],
  };
  const grid = createGrid(byId('grid'), { onOpen: open, onSort: sortBy, onActive: showStatus });
  const detail = createDetail(byId('detail'), { onStep: step, onClose: () => setHash() });
  let opened;

  byId('command').textContent = report.header.command ?? '';
  byId('interrupted').hidden = report.status !== 'interrupted';
  listen();
  showProblem(state.problem);
  followHash();

  function listen() {
    listenToTheme(byId('theme'));
    listenToGridKeys(byId('grid'), grid);
    listenToPageKeys({
      element: byId('grid'),
      grid,
      focusFilter: () => byId('text').focus(),
      setMode,
      isBusy: detail.isOpen,
    });
    byId('text').addEventListener('input', ({ target }) => refilter({ text: target.value }));
    byId('text').addEventListener('keydown', leaveFilter);
    byId('language').addEventListener('change', ({ target }) => refilter({ language: target.value }));
    for (const button of byId('modes').children)
      button.addEventListener('click', () => setMode(button.dataset.mode));
    NARROW.addEventListener('change', showRows);
    window.addEventListener('hashchange', followHash);
  }

  function showProblem(problem) {
    Object.assign(state, { problem, sort: {}, filter: { verdicts: new Set(), language: '', text: '' } });
    byId('text').value = '';
    byId('problems').replaceChildren(...problemChoice(report.problems, problem, showProblem));
    byId('summary').replaceChildren(
      ...(problem ? problemSummary(problem) : [el('h1', { text: 'Nothing was judged' })]),
    );
    showLanguages(problem);
    showRows();
  }

  function showLanguages(problem) {
    const languages = [...new Set((problem?.rows ?? []).map((row) => row.language))].sort();
    const option = (value, text) => el('option', { value, text });
    byId('language').replaceChildren(
      option('', 'all languages'),
      ...languages.map((name) => option(name, name)),
    );
  }

  function showRows() {
    const { problem, mode, filter, sort } = state;
    if (!problem) return;
    const columns = gridColumns(problem, mode, NARROW.matches);
    state.rows = sortRows(filterRows(problem.rows, filter), sort);
    byId('verdicts').replaceChildren(...verdictFilters(problem.rows, filter.verdicts, toggleVerdict));
    byId('legend').replaceChildren(...heatLegend(columns.scale, mode));
    for (const button of byId('modes').children)
      button.setAttribute('aria-pressed', button.dataset.mode === mode);
    const all = plural(problem.rows.length, 'submission');
    byId('count').textContent =
      state.rows.length === problem.rows.length ? all : `${state.rows.length} of ${all}`;
    byId('nothing').hidden = state.rows.length > 0;
    grid.show(state.rows, columns, sort);
  }

  function refilter(change) {
    Object.assign(state.filter, change);
    showRows();
  }

  function toggleVerdict(verdict) {
    const { verdicts } = state.filter;
    if (!verdicts.delete(verdict)) verdicts.add(verdict);
    showRows();
    document.querySelector(`.filter.v-${verdict}`)?.focus(); // its button was made anew
  }

  function sortBy(column) {
    const { sort } = state;
    const first = Boolean(column.descendingFirst);
    if (sort.column?.key !== column.key) state.sort = { column, descending: first };
    else state.sort = sort.descending === first ? { column, descending: !first } : {};
    showRows();
  }

  function setMode(mode) {
    state.mode = mode;
    if (state.sort.column?.caseIndex !== undefined) state.sort = {};
    showRows();
  }

  function open(row, caseIndex) {
    opened = row;
    setHash(row, caseIndex);
    detail.open(state.problem, row, caseIndex);
  }

  function step(by) {
    const next = state.rows[state.rows.indexOf(opened) + by];
    if (!next) return;
    grid.move(by, 0);
    open(next);
  }

  function showStatus(row, column) {
    byId('status').replaceChildren(...cellStatus(row, column));
  }

  function leaveFilter(event) {
    if (event.key !== 'Escape' && event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (event.key === 'Escape') {
      event.target.value = '';
      refilter({ text: '' });
    }
    byId('grid').focus();
  }

  /** `#problem/submission/case`, by their numbers: so that what is open can be kept and sent. */
  function setHash(row, caseIndex) {
    const parts = [report.problems.indexOf(state.problem), row?.index, caseIndex];
    const hash = row ? parts.filter((part) => part !== undefined).join('/') : '';
    history.replaceState(null, '', hash === '' ? location.pathname + location.search : `#${hash}`);
  }

  function followHash() {
    const [problem, row, caseIndex] = location.hash
      .slice(1)
      .split('/')
      .map((part) => (part === '' ? undefined : Number(part)));
    const chosen = report.problems[problem];
    if (!chosen) return;
    if (chosen !== state.problem) showProblem(chosen);
    if (chosen.rows[row]) open(chosen.rows[row], chosen.cases[caseIndex] ? caseIndex : undefined);
  }
}

function problemChoice(problems, current, choose) {
  if (problems.length < 2) return [];
  if (problems.length > MAX_TABS) {
    const options = problems.map((problem, i) =>
      el('option', { value: i, text: problem.id, selected: problem === current }),
    );
    const listen = { change: ({ target }) => choose(problems[Number(target.value)]) };
    return [el('select', { 'aria-label': 'problem', on: listen }, ...options)];
  }
  return problems.map((problem) =>
    el(
      'button',
      {
        type: 'button',
        class: 'tab',
        'aria-pressed': problem === current,
        on: { click: () => choose(problem) },
      },
      el('bdi', { text: problem.id }),
    ),
  );
}

main();
