import { scoreBar } from './cells.js';
import { facts } from './detail-case.js';
import { badge, el } from './dom.js';
import { formatScore, plural } from './format.js';
import { codeBlock } from './texts.js';

/** What is said of the submission as a whole. */
export function aboutView(row, detail) {
  const { promise } = detail;
  return el(
    'article',
    {},
    row.note && row.note !== detail.message ? el('p', { class: 'message', text: row.note }) : undefined,
    detail.message
      ? el('section', { class: 'excerpt' }, el('h4', { text: 'Message' }), codeBlock(detail.message))
      : undefined,
    detail.trimmed
      ? el('p', {
          class: 'quiet',
          text: 'Excerpts and sources were left out here, for this page is bounded in size.',
        })
      : undefined,
    facts([
      ['Same sources as', row.duplicateOf],
      ['Promise of its folder', promise && `${promise.folder}: ${promise.required.join(' or ')}`],
      ['Promise', promise?.outcome],
      ['What was not as expected', promise?.reason],
    ]),
    detail.groups?.length ? groupTree(detail.groups) : undefined,
  );
}

function groupTree(groups) {
  const item = (group) =>
    el(
      'li',
      {},
      el(
        'div',
        { class: 'group-line' },
        badge(group.verdict),
        el('bdi', { text: group.name }),
        group.score === undefined
          ? undefined
          : el('span', { class: 'points', text: formatScore(group.score, group.maxScore) }),
        group.score !== undefined && group.maxScore
          ? scoreBar(Math.max(0, group.score / group.maxScore))
          : undefined,
        el('span', { class: 'quiet', text: plural(group.cases, 'case') }),
      ),
      group.message ? el('p', { class: 'quiet', text: group.message }) : undefined,
      group.groups.length ? el('ul', {}, ...group.groups.map(item)) : undefined,
    );
  return el('section', {}, el('h4', { text: 'Groups' }), el('ul', { class: 'groups' }, ...groups.map(item)));
}

export function sourceView({ sources }) {
  return el(
    'article',
    {},
    ...sources.map(({ path, text }) =>
      el('section', { class: 'excerpt' }, el('h4', {}, el('bdi', { text: path })), codeBlock(text)),
    ),
  );
}
