import { afterAll } from 'vitest';

/** How far figures are from the truth, for each thing that is measured: the errors of all repetitions. */
export class Spread {
  readonly #errors = new Map<string, number[]>();

  /** Says all of it at the end. */
  constructor(
    readonly unit: string,
    say: boolean,
  ) {
    if (say) afterAll(() => console.log(this.text()));
  }

  add(what: string, error: number): void {
    this.#errors.set(what, [...(this.#errors.get(what) ?? []), error]);
  }

  text(): string {
    const line = ([what, errors]: readonly [string, readonly number[]]) => {
      const sorted = [...errors].sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(3);
      return `${what.padEnd(40)} n ${sorted.length}  least ${at(0)}  median ${at(0.5)}  most ${at(1)} ${this.unit}`;
    };
    return [...this.#errors].map(line).join('\n');
  }
}
