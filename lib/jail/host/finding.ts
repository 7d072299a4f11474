/**
 * What is known of one thing that bailiff needs.
 *
 * *Semantics*
 * - `enforced`: it is there and holds
 * - `weaker`: bailiff works, with the smaller guarantee that `detail` tells
 * - `missing`: bailiff cannot work without it (a host finding), or the defence does not hold (a self-test)
 */
export interface Finding {
  /** Stable, kebab-case, for machines. */
  readonly id: string;
  readonly title: string;
  readonly state: 'enforced' | 'weaker' | 'missing';
  readonly detail: string;
  /** What to do about it, exactly. */
  readonly fix?: string;
}
