export type Bound = { readonly atLeast: number } | { readonly atMost: number };

/** One figure of a benchmark, and what it is to be. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: Bound;
  readonly detail: string;
}

/** Figures without a target are met. */
export function isMet({ value, target }: Pick<Figure, 'value' | 'target'>): boolean {
  if (!target) return true;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

export function boundText(target: Bound): string {
  return 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
}
