/**
 * A logarithmic scale from the smallest value to the limit (or the largest value): what a program used is spread over
 * orders of magnitude. `level(value)` is 0 to 1.
 */
export function heatScale(values, limit) {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (value === null || value === undefined || value <= 0) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const top = Math.max(limit ?? 0, high);
  if (!(top > low)) return { low: top, high: top, level: () => 0 };
  const span = Math.log(top / low);
  return {
    low,
    high: top,
    level: (value) => Math.min(1, Math.max(0, Math.log(Math.max(value, low) / low) / span)),
  };
}
