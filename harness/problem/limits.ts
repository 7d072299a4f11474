/** What the package allows, in base units. */
export interface ProblemLimits {
  readonly memoryBytes: number;
  readonly outputBytes: number;
  /** Source of a submission, all files together. */
  readonly codeBytes: number;
  readonly compileMs: number;
  readonly compileMemoryBytes: number;
  /** Of every tool that the problem brings: checkers, interactors, graders, generators. CPU time. */
  readonly validationMs: number;
  readonly validationMemoryBytes: number;
  readonly validationOutputBytes: number;
  /** Factor on the time limit, by canonical name of the language; 1 where there is none. */
  readonly timeFactors: Readonly<Record<string, number>>;
}

/** Where a problem's time limit comes from. */
export type TimeLimit =
  /** Written in the package; `file` names where. */
  | {
      readonly kind: 'declared';
      readonly timeMs: number;
      readonly file: string;
      /** Submissions that must be too slow must be so under the limit × this, too. */
      readonly tleFactor: number;
    }
  /** To be computed: the slowest accepted submission × `multiplier`, up to a whole `resolutionMs`. */
  | {
      readonly kind: 'computed';
      readonly multiplier: number;
      readonly resolutionMs: number;
      readonly tleFactor: number;
    };
