/** More is compared line by line in place, for the table of the exact way would be too large. */
const MAX_CELLS = 1_000_000;

/**
 * Two texts by lines: `{ kind, left, right }` with the 0-based numbers of lines, kind `same`, `changed` (both), `left`
 * or `right` (one only). Exact by the longest common subsequence as long as it is bounded.
 */
export function lineDiff(left, right) {
  const start = commonStart(left, right);
  const end = commonEnd(left, right, start);
  const [m, n] = [left.length - start - end, right.length - start - end];
  const middle =
    m * n > MAX_CELLS
      ? inPlace(m, n)
      : bySubsequence(left.slice(start, start + m), right.slice(start, start + n));
  return [
    ...range(start).map((i) => ({ kind: 'same', left: i, right: i })),
    ...paired(middle).map((each) => shifted(each, start)),
    ...range(end).map((i) => ({ kind: 'same', left: start + m + i, right: start + n + i })),
  ];
}

/** Where two lines differ: `[from, to)` of each, after what they have in common at both ends. */
export function changedSpan(left, right) {
  const [a, b] = [[...left], [...right]];
  const start = commonStart(a, b);
  const end = commonEnd(a, b, start);
  return { left: [start, a.length - end], right: [start, b.length - end] };
}

function range(length) {
  return Array.from({ length }, (_, i) => i);
}

function commonStart(a, b) {
  const most = Math.min(a.length, b.length);
  let i = 0;
  while (i < most && a[i] === b[i]) i++;
  return i;
}

function commonEnd(a, b, start) {
  const most = Math.min(a.length, b.length) - start;
  let i = 0;
  while (i < most && a[a.length - 1 - i] === b[b.length - 1 - i]) i++;
  return i;
}

function inPlace(m, n) {
  return range(Math.max(m, n)).map((i) => ({
    kind: i < m && i < n ? 'changed' : i < m ? 'left' : 'right',
    left: i < m ? i : undefined,
    right: i < n ? i : undefined,
  }));
}

function bySubsequence(a, b) {
  const lengths = subsequenceLengths(a, b);
  const steps = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) steps.push({ kind: 'same', left: i++, right: j++ });
    else if (j >= b.length || (i < a.length && lengths[i + 1][j] >= lengths[i][j + 1]))
      steps.push({ kind: 'left', left: i++, right: undefined });
    else steps.push({ kind: 'right', left: undefined, right: j++ });
  }
  return steps;
}

/** `lengths[i][j]`: of the longest common subsequence of `a` from i on and `b` from j on. */
function subsequenceLengths(a, b) {
  const lengths = range(a.length + 1).map(() => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i][j] =
        a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

/** Lines that went and lines that came in the same place become changed lines. */
function paired(steps) {
  const out = [];
  for (let i = 0; i < steps.length; ) {
    if (steps[i].kind === 'same' || steps[i].kind === 'changed') {
      out.push(steps[i++]);
      continue;
    }
    const gone = [];
    const come = [];
    for (; i < steps.length && (steps[i].kind === 'left' || steps[i].kind === 'right'); i++) {
      (steps[i].kind === 'left' ? gone : come).push(steps[i]);
    }
    for (let k = 0; k < Math.max(gone.length, come.length); k++) {
      const [left, right] = [gone[k]?.left, come[k]?.right];
      out.push({
        kind: left === undefined ? 'right' : right === undefined ? 'left' : 'changed',
        left,
        right,
      });
    }
  }
  return out;
}

function shifted({ kind, left, right }, by) {
  return {
    kind,
    left: left === undefined ? undefined : left + by,
    right: right === undefined ? undefined : right + by,
  };
}
