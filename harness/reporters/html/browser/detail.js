import { detailOf, verdictAt } from './data.js';
import { aboutView, sourceView } from './detail-about.js';
import { caseView } from './detail-case.js';
import { badge, el } from './dom.js';
import { formatBytes, formatMs, formatScore, plural } from './format.js';

const MAX_LISTED = 2000;

/** The dialog of one submission. Escape closes it, as dialogs do; the arrow keys go through its cases. */
export function createDetail(dialog, { onStep, onClose }) {
  let shown;
  dialog.addEventListener('close', () => {
    shown = undefined;
    onClose();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step && !event.target.closest('.code, .diff, [role=tablist]')) {
      event.preventDefault();
      stepCase(step);
    }
    const other = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (other && (event.altKey || !event.target.closest('.code, .diff, [role=tablist]'))) {
      event.preventDefault();
      onStep(other);
    }
  });

  return { open, isOpen: () => dialog.open, close: () => dialog.close() };

  function open(problem, row, caseIndex) {
    shown = { problem, row, detail: detailOf(row), caseIndex: caseIndex ?? firstFailing(row) };
    const tabs = caseIndex === undefined && isAboutAll(row) ? 'about' : 'case';
    draw(tabs);
    if (!dialog.open) dialog.showModal();
    dialog.querySelector('.case-list')?.focus();
  }

  function draw(tab) {
    const { problem, row, detail, caseIndex } = shown;
    const panel = el('div', { class: 'panel', role: 'tabpanel', id: 'panel' });
    const views = {
      case: () =>
        caseIndex === undefined
          ? el('p', { class: 'quiet', text: 'No case was judged.' })
          : caseView(problem, row, detail, caseIndex),
      about: () => aboutView(row, detail),
      source: () => sourceView(detail),
    };
    const show = (name) => {
      shown.tab = name;
      for (const each of tabs.children) each.setAttribute('aria-selected', each.dataset.tab === name);
      panel.replaceChildren(views[name]());
      panel.scrollTop = 0;
    };
    const tabs = tabList(detail, show);
    const list = caseList(problem, row, caseIndex, selectCase);
    dialog.replaceChildren(
      heading(row, () => dialog.close(), onStep),
      list,
      el('div', { class: 'side-panel' }, tabs, panel),
    );
    show(tab);
  }

  function selectCase(caseIndex) {
    shown.caseIndex = caseIndex;
    const keep = dialog.querySelector('.case-list').scrollTop;
    draw('case');
    const list = dialog.querySelector('.case-list');
    list.scrollTop = keep;
    list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    list.focus();
  }

  function stepCase(step) {
    const judged = shown.problem.cases.map((_, i) => i).filter((i) => verdictAt(shown.row, i));
    const at = judged.indexOf(shown.caseIndex);
    const next = judged[Math.min(judged.length - 1, Math.max(0, at + step))];
    if (next !== undefined && next !== shown.caseIndex) selectCase(next);
  }
}

function isAboutAll({ verdict, verdicts }) {
  return verdict === 'CE' || verdicts.trim() === '';
}

function firstFailing(row) {
  const at = [...row.verdicts].findIndex((letter) => letter !== ' ' && letter !== 'A' && letter !== '-');
  const judged = [...row.verdicts].findIndex((letter) => letter !== ' ');
  return at >= 0 ? at : judged >= 0 ? judged : undefined;
}

function heading(row, close, step) {
  const points = formatScore(row.score, row.maxScore);
  const meta = [
    row.language,
    points && `${points} points`,
    formatMs(row.cpuMs),
    formatBytes(row.memoryBytes),
  ];
  return el(
    'header',
    { class: 'detail-head' },
    badge(row.verdict),
    el('h2', {}, el('bdi', { text: row.name })),
    el('span', { class: 'meta', text: meta.filter(Boolean).join(' · ') }),
    el('span', { class: 'spacer' }),
    button('‹', 'Previous submission (left arrow)', () => step(-1)),
    button('›', 'Next submission (right arrow)', () => step(1)),
    button('✕', 'Close (Esc)', close),
  );
}

function button(text, title, click) {
  return el('button', { type: 'button', class: 'icon', text, title, 'aria-label': title, on: { click } });
}

function tabList({ sources = [] }, show) {
  const names = {
    case: 'Case',
    about: 'Submission',
    source: sources.length > 1 ? `Source (${sources.length})` : 'Source',
  };
  if (sources.length === 0) delete names.source;
  const tabs = Object.entries(names).map(([tab, text]) =>
    el('button', {
      type: 'button',
      role: 'tab',
      'data-tab': tab,
      'aria-controls': 'panel',
      text,
      on: { click: () => show(tab) },
    }),
  );
  const keys = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = step && tabs[tabs.indexOf(event.target) + step];
    next?.focus();
    next?.click();
  };
  return el('div', { class: 'tabs', role: 'tablist', on: { keydown: keys } }, ...tabs);
}

function caseList(problem, row, selected, select) {
  const indexes = problem.cases.map((_, i) => i).filter((i) => verdictAt(row, i));
  const list = el('div', { class: 'case-list', role: 'listbox', tabindex: 0, 'aria-label': 'cases' });
  for (const i of indexes.slice(0, MAX_LISTED)) {
    list.append(
      el(
        'div',
        {
          class: 'case-item',
          role: 'option',
          'aria-selected': i === selected,
          on: { click: () => select(i) },
        },
        badge(verdictAt(row, i)),
        caseName(problem.cases[i].name),
        el('span', { class: 'used', text: formatMs(row.cpu[i] ?? undefined) }),
      ),
    );
  }
  if (indexes.length > MAX_LISTED) {
    list.append(
      el('p', {
        class: 'quiet',
        text: `${plural(indexes.length - MAX_LISTED, 'case')} more: choose them in the matrix`,
      }),
    );
  }
  if (indexes.length === 0) list.append(el('p', { class: 'quiet', text: 'no cases' }));
  return list;
}

/** Where there is little room, the folder gives way to the name. */
function caseName(name) {
  const at = name.lastIndexOf('/') + 1;
  return el(
    'bdi',
    { class: 'case-name', title: name },
    el('span', { text: name.slice(0, at) }),
    el('b', { text: name.slice(at) }),
  );
}
