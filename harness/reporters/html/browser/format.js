export function formatMs(ms) {
  if (ms === undefined) return '';
  return ms >= 1000 ? `${Number((ms / 1000).toPrecision(4))} s` : `${Number(ms.toPrecision(3))} ms`;
}

export function formatBytes(bytes) {
  if (bytes === undefined) return '';
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 2 ** (10 * power)).toPrecision(3))} ${units[power]}`;
}

/** At most five characters, for a cell: milliseconds, or seconds with their unit. */
export function shortMs(ms) {
  if (ms < 9.95) return ms.toFixed(1);
  if (ms < 999.5) return String(Math.round(ms));
  return `${(ms / 1000).toFixed(ms < 9950 ? 1 : 0)}s`;
}

/** At most five characters, for a cell: mebibytes, or gibibytes with their unit. */
export function shortBytes(bytes) {
  const mib = bytes / 2 ** 20;
  if (mib < 9.95) return mib.toFixed(1);
  if (mib < 1023.5) return String(Math.round(mib));
  return `${(mib / 1024).toFixed(1)}G`;
}

export function formatScore(score, maxScore) {
  if (score === undefined) return '';
  const number = (value) => String(Number(value.toFixed(3)));
  return maxScore === undefined ? number(score) : `${number(score)}/${number(maxScore)}`;
}

export function plural(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
