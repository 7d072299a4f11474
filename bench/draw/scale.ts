/** From values to places on the paper. */
export interface Scale {
  at(value: number): number;
  readonly ticks: readonly number[];
}

export type Range = readonly [from: number, to: number];

const STEPS = [1, 2, 5, 10];

/** Equal steps, at most about `count` of them. The values' range is taken as it is. */
export function linear([low, high]: Range, [from, to]: Range, count = 5): Scale {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * STEPS.find((factor) => factor * power >= rough * 0.999)!;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return {
    at: (value) => from + ((value - low) / (high - low)) * (to - from),
    ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step),
  };
}

/** Equal factors; ticks at 1, 2 and 5 of every power of ten, or at 1 where there are too many. */
export function logarithmic([low, high]: Range, [from, to]: Range, count = 8): Scale {
  const all: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const factor of STEPS.slice(0, 3)) all.push(factor * 10 ** power);
  const within = all.filter((value) => value >= low * 0.999 && value <= high * 1.001);
  const tens = within.filter((value) => Number.isInteger(Math.round(Math.log10(value) * 1e6) / 1e6));
  return {
    at: (value) => from + (Math.log(value / low) / Math.log(high / low)) * (to - from),
    ticks: within.length <= count || tens.length < 2 ? within : tens,
  };
}

/** A tick's value, as short as it can be. */
export function tickText(value: number): string {
  if (value >= 1_000) return `${Number((value / 1_000).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}
