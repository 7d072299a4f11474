import type { Runner } from '../../lib/index.js';
import type { OnEvent } from '../events.js';
import type { ToolShop } from '../judge/tool-shop.js';
import type { Problem } from '../problem/problem.js';
import type { Findings } from './finding.js';

export interface LintOptions {
  /** Runs the problem's programs; stays the caller's to close. */
  readonly runner: Runner;
  /** Ends the work; the report has what was found. */
  readonly signal?: AbortSignal;
  /** Told how the problem's submissions are judged. */
  readonly onEvent?: OnEvent;
}

/** What the parts of lint share. */
export interface Linting {
  /** Prepared: every input and answer that can be there is. */
  readonly problem: Problem;
  readonly tools: ToolShop;
  readonly findings: Findings;
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}
