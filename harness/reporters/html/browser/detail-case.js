import { testTexts, verdictAt } from './data.js';
import { badge, el, VERDICTS } from './dom.js';
import { formatBytes, formatMs, formatScore } from './format.js';
import { diffBlock, excerptBlock } from './texts.js';

/** All that the report has of one case of a submission. */
export function caseView(problem, row, detail, index) {
  const { name, sample } = problem.cases[index];
  const verdict = verdictAt(row, index);
  const said = detail.cases.find((each) => each.index === index) ?? {};
  const texts = { ...testTexts(problem, index), ...said };
  return el(
    'article',
    { class: 'case-view' },
    el(
      'h3',
      {},
      verdict ? badge(verdict) : undefined,
      el('bdi', { text: name }),
      sample ? el('span', { class: 'tag', text: 'sample' }) : undefined,
    ),
    said.message ? el('p', { class: 'message', text: said.message }) : undefined,
    said.teamMessage
      ? el('p', { class: 'message team', text: `To the team: ${said.teamMessage}` })
      : undefined,
    facts(factsOf(row, said, verdict, index)),
    ...excerpts(texts, verdict),
  );
}

/** Names and values side by side; those without a value are left out. */
export function facts(pairs) {
  const list = el('dl', { class: 'facts' });
  for (const [name, value] of pairs) {
    if (value === undefined || value === '') continue;
    list.append(el('div', {}, el('dt', { text: name }), el('dd', { text: value })));
  }
  return list;
}

function factsOf(row, said, verdict, index) {
  const { evidence = {}, borderline, passes } = said;
  return [
    ['Verdict', verdict && VERDICTS[verdict].title],
    ['Score', formatScore(said.score, said.maxScore)],
    ['CPU time', formatMs(row.cpu[index] ?? undefined)],
    ['Wall time', formatMs(said.wallMs)],
    ['Memory', formatBytes(row.memory[index] ?? undefined)],
    ['Ending', evidence.ending],
    ['Out-of-memory kills', evidence.oomKills ? String(evidence.oomKills) : undefined],
    ['Ended first', evidence.endedFirst],
    ['Interactor', evidence.interactor],
    ['Passes', passes && String(passes)],
    ['Near the limit, measured again alone', borderline?.cpuMs.map(formatMs).join(', then ')],
  ];
}

function excerpts({ input, output, answer, stderr, transcript }, verdict) {
  const compared = output && answer && verdict !== 'AC';
  return [
    transcript && excerptBlock('Interaction', transcript),
    compared &&
      el('section', { class: 'excerpt' }, el('h4', { text: 'Output and answer' }), diffBlock(output, answer)),
    !compared && output && excerptBlock('Output', output),
    !compared && answer && excerptBlock('Answer', answer),
    input && excerptBlock('Input', input),
    stderr && stderr.bytes > 0 && excerptBlock('Standard error', stderr),
  ].filter(Boolean);
}
