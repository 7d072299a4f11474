import { verdictAt } from './data.js';
import { VERDICTS } from './dom.js';
import { formatBytes, formatMs, formatScore, shortBytes, shortMs } from './format.js';
import { heatScale } from './heat.js';
import { verdictRank } from './order.js';

const CASE_WIDTH = { verdict: 26, time: 46, memory: 46 };

/**
 * The columns of the grid for a problem: those pinned at the left, then facts, groups, cases. Each has `title`,
 * `width` in pixels, `value(row)` to sort by, and `cell(row)`: `{ text, class, level, label }`.
 */
export function gridColumns(problem, mode, narrow) {
  const pinned = [nameColumn(narrow), verdictColumn()];
  const facts = [
    ...(problem.rows.some((row) => row.score !== undefined) ? [scoreColumn(problem)] : []),
    factColumn('CPU time', 84, 'cpuMs', formatMs),
    factColumn('Memory', 92, 'memoryBytes', formatBytes),
    textColumn('Language', 92, 'language'),
  ];
  const scored = problem.rows.find((row) => row.groups);
  const groups = (scored?.groups ?? []).map(({ name }, i) => groupColumn(name, i));
  const scales = {
    time: heatScale(
      problem.rows.flatMap((row) => row.cpu),
      problem.timeMs,
    ),
    memory: heatScale(
      problem.rows.flatMap((row) => row.memory),
      problem.memoryBytes,
    ),
  };
  const cases = problem.cases.map((each, i) => caseColumn(each, i, mode, scales));
  const rest = narrow ? [...groups, ...cases, ...facts] : [...facts, ...groups, ...cases];
  return { pinned, columns: [...pinned, ...rest], scale: scales[mode] };
}

function nameColumn(narrow) {
  return {
    title: 'Submission',
    width: narrow ? 138 : 248,
    class: 'name',
    value: (row) => row.name,
    cell: (row) => ({ text: row.name, mark: row.outcome, duplicate: row.duplicateOf, label: row.name }),
  };
}

function verdictColumn() {
  return {
    title: 'Verdict',
    width: 66,
    class: 'verdict',
    value: (row) => verdictRank(row.verdict),
    cell: (row) => ({ badge: row.verdict, label: VERDICTS[row.verdict].title }),
  };
}

function scoreColumn(problem) {
  return {
    title: problem.maxScore === undefined ? 'Score' : `Score / ${formatScore(problem.maxScore)}`,
    width: 104,
    class: 'number',
    descendingFirst: true,
    value: (row) => row.score,
    cell: (row) => ({ text: formatScore(row.score), bar: share(row.score, row.maxScore) }),
  };
}

function factColumn(title, width, key, format) {
  return {
    title,
    width,
    class: 'number',
    value: (row) => row[key],
    cell: (row) => ({ text: format(row[key]) }),
  };
}

function textColumn(title, width, key) {
  return { title, width, class: 'dim', value: (row) => row[key], cell: (row) => ({ text: row[key] }) };
}

function groupColumn(name, i) {
  const of = (row) => row.groups?.[i];
  return {
    title: shortGroup(name),
    fullTitle: name,
    band: 'groups',
    vertical: true,
    width: 56,
    class: 'group',
    descendingFirst: true,
    value: (row) => of(row)?.score ?? verdictRank(of(row)?.verdict),
    cell: (row) => {
      const group = of(row);
      if (!group) return { text: '' };
      const text = group.score === undefined ? group.verdict : formatScore(group.score);
      return {
        text,
        class: `v-${group.verdict} soft`,
        label: `${group.verdict} ${formatScore(group.score, group.maxScore)}`,
      };
    },
  };
}

function caseColumn({ name, sample }, index, mode, scales) {
  const slash = name.lastIndexOf('/');
  const used = {
    verdict: () => undefined,
    time: (row) => row.cpu[index],
    memory: (row) => row.memory[index],
  }[mode];
  return {
    title: name.slice(slash + 1),
    fullTitle: name,
    band: slash < 0 ? (sample ? 'sample' : 'cases') : shortGroup(name.slice(0, slash)),
    vertical: true,
    caseIndex: index,
    width: CASE_WIDTH[mode],
    class: 'case',
    value: (row) => (mode === 'verdict' ? verdictRank(verdictAt(row, index)) : (used(row) ?? undefined)),
    cell: (row) => caseCell(row, index, mode, used(row), scales[mode]),
  };
}

/** Nearly all groups are in `secret`. */
function shortGroup(name) {
  return name.replace(/^secret\/(?=.)/, '');
}

function caseCell(row, index, mode, used, scale) {
  const verdict = verdictAt(row, index);
  if (!verdict) return { text: '', label: 'nothing' };
  const near = row.near?.includes(index);
  const label = [verdict, formatMs(row.cpu[index] ?? undefined), formatBytes(row.memory[index] ?? undefined)];
  const cell = { label: label.filter((part) => part !== '').join(' · '), near };
  if (mode === 'verdict' || used === null || used === undefined) {
    return { ...cell, text: VERDICTS[verdict].letter, class: `v-${verdict}` };
  }
  const text = mode === 'time' ? shortMs(used) : shortBytes(used);
  return {
    ...cell,
    text,
    level: scale.level(used),
    class: `heat ${mode}${verdict === 'AC' ? '' : ` edge e-${verdict}`}`,
  };
}

function share(score, maxScore) {
  return score === undefined || !maxScore ? undefined : Math.min(1, Math.max(0, score / maxScore));
}
