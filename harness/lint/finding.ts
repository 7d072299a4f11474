import type { Report } from '../report.js';

/** Something that is wrong with a problem, or may be. */
export interface LintFinding {
  /** `warning`: judging works, but look at it. */
  readonly severity: 'error' | 'warning';
  /** What it is about: `problem`, a case, a tool, `submissions/…`, `limits`. */
  readonly where: string;
  /** One printable line. */
  readonly message: string;
}

/** What `lintProblem()` found. */
export interface LintReport {
  readonly id: string;
  readonly name: string;
  /** `interrupted`: more may be wrong. */
  readonly status: 'complete' | 'interrupted';
  /** Errors first. */
  readonly findings: readonly LintFinding[];
  /** How the problem's own submissions were judged; absent when it has none, or broken data. */
  readonly verification?: Report;
}

/** Takes down what is found. */
export interface Findings {
  error(where: string, message: string): void;
  warning(where: string, message: string): void;
  /** Errors first, each kind in the order it was found in. */
  list(): readonly LintFinding[];
}

export function createFindings(): Findings {
  const found: LintFinding[] = [];
  const known = new Set<string>();
  const add =
    (severity: LintFinding['severity']) =>
    (where: string, message: string): void => {
      const key = JSON.stringify([where, message]);
      if (!known.has(key)) found.push({ severity, where, message });
      known.add(key);
    };
  return {
    error: add('error'),
    warning: add('warning'),
    list: () => [
      ...found.filter(({ severity }) => severity === 'error'),
      ...found.filter(({ severity }) => severity === 'warning'),
    ],
  };
}
