import type { Verdict } from '../verdict.js';

/** A verdict in words. */
export const VERDICT_NAMES: Readonly<Record<Verdict, string>> = {
  AC: 'accepted',
  WA: 'wrong answer',
  PAC: 'partially accepted',
  CE: 'compile error',
  RTE: 'run-time error',
  TLE: 'time limit exceeded',
  MLE: 'memory limit exceeded',
  OLE: 'output limit exceeded',
  JE: 'judge error',
  SK: 'not judged',
};
