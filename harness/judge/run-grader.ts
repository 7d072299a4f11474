import { misbehaved } from '../checkers/said.js';
import type { RunGrader } from '../scoring/index.js';
import { VERDICTS } from '../verdict.js';
import type { Judging } from './judging.js';

const ANSWER = /^(AC|WA|TLE|RTE|MLE|OLE|JE)\s+(-?[0-9.]+)\s*$/;

/** Runs custom graders of the legacy format: `grader flags < lines` prints `VERDICT SCORE` and exits with 0. */
export function graderOf({ tools, signal }: Judging): RunGrader {
  return async (grader, flags, lines) => {
    const ended = await tools.run(grader, { args: flags, stdin: lines, signal });
    if (ended.status === 'fault') return { fault: ended.message };
    if (ended.status !== 'exited' || ended.exitCode !== 0) return { fault: misbehaved(grader, ended, '0') };
    const [, verdict, score] = ANSWER.exec(ended.stdout.subarray(0, 1_024).toString('latin1')) ?? [];
    const known = VERDICTS.find((each) => each === verdict);
    const points = Number(score ?? Number.NaN);
    if (known === undefined || !Number.isFinite(points))
      return { fault: `"${grader.name}" did not print a verdict and a score` };
    return { verdict: known, score: points };
  };
}
