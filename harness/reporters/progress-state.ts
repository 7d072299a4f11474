import { formatBytes, formatMs } from '../../lib/index.js';
import type { GradeEvent } from '../events.js';
import { printable } from '../printable.js';
import type { SubmissionReport } from '../report.js';

/** Where a grading is: one problem at a time, several submissions open. */
export interface ProgressState {
  readonly problem: string;
  readonly phase: 'preparing' | 'judging' | 'measuring';
  readonly submissions: number;
  readonly finished: number;
  readonly cases: number;
  /** Cases done, by the open submissions' names. */
  readonly open: ReadonlyMap<string, number>;
}

export const IDLE: ProgressState = {
  problem: '',
  phase: 'judging',
  submissions: 0,
  finished: 0,
  cases: 0,
  open: new Map(),
};

/** The state after an event. */
export function advance(state: ProgressState, event: GradeEvent): ProgressState {
  switch (event.type) {
    case 'problem-started':
      return { ...IDLE, problem: event.problem, submissions: event.submissions, cases: event.cases };
    case 'preparing':
      return { ...IDLE, problem: event.problem, phase: 'preparing' };
    case 'measuring':
      return { ...state, phase: 'measuring' };
    case 'time-limit':
      return { ...state, phase: 'judging' };
    case 'submission-started':
      return { ...state, open: new Map(state.open).set(event.submission, 0) };
    case 'case-finished':
      return {
        ...state,
        open: new Map(state.open).set(event.submission, (state.open.get(event.submission) ?? 0) + 1),
      };
    case 'submission-finished':
      return {
        ...state,
        finished: state.finished + (event.counts ? 1 : 0),
        open: new Map([...state.open].filter(([name]) => name !== event.report.name)),
      };
    default:
      return event satisfies never;
  }
}

/** The state as a few lines: the problem, then the open submissions. */
export function progressLines(state: ProgressState): readonly string[] {
  const open = [...state.open].map(([name, done]) => `  ${printable(name)}  ${done} of ${state.cases} cases`);
  return [`${printable(state.problem)}: ${doing(state)}`, ...open];
}

function doing({ phase, finished, submissions }: ProgressState): string {
  switch (phase) {
    case 'preparing':
      return 'making inputs and answers';
    case 'measuring':
      return 'measuring the time limit';
    case 'judging':
      return `${finished} of ${submissions} judged`;
    default:
      return phase satisfies never;
  }
}

/** One line for what an event finished; `undefined` for events that finish nothing. */
export function progressLine(event: GradeEvent): string | undefined {
  if (event.type === 'time-limit' && event.timeLimit.kind === 'computed') {
    return `${printable(event.problem)}: time limit measured: ${formatMs(event.timeLimit.timeMs)}`;
  }
  if (event.type !== 'submission-finished' || !event.counts) return undefined;
  return `${printable(event.problem)}: ${printable(event.report.name)}: ${describe(event.report)}`;
}

function describe({ verdict, usage, cases }: SubmissionReport): string {
  const judged = cases.filter((each) => each.verdict !== 'SK').length;
  const used = usage ? `, ${formatMs(usage.cpuMs)}, ${formatBytes(usage.memoryBytes)}` : '';
  return `${verdict}, ${judged} of ${cases.length} cases${used}`;
}
