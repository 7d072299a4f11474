import { APART, asUser } from '../peers/apart.js';
import { type BenchReport, partsOf, type ResultOf } from '../report.js';
import type { Figure } from './figure.js';

/** A user to whom it was delegated, beside ourselves in a process of the same kind: root, it is hoped. */
const P50_AT_MOST = 1.25;
const RATE_AT_LEAST = 0.85;
const USERS = asUser('');

export function delegatedFigures(report: Pick<BenchReport, 'parts'>): Figure[] {
  return [
    ...partsOf(report, 'latency').flatMap(latencyFigure),
    ...partsOf(report, 'load').flatMap(loadFigure),
  ];
}

function latencyFigure({ program, pauseMs, peers }: ResultOf<'latency'>): Figure[] {
  const { own, users, name } = pairOf(peers);
  if (!own || !users) return [];
  return [
    {
      what: `${name}: p50 of ${program}, pauses of ${pauseMs} ms`,
      value: users.p50Ms / own.p50Ms,
      unit: '×',
      target: { atMost: P50_AT_MOST },
      detail: `${users.p50Ms.toFixed(2)} ms beside ${own.p50Ms.toFixed(2)} ms, n = ${users.n}`,
    },
  ];
}

function loadFigure({ workers, peers }: ResultOf<'load'>): Figure[] {
  const { own, users, name } = pairOf(peers);
  if (!own || !users) return [];
  return [
    {
      what: `${name}: runs at full load, ${workers} workers`,
      value: users.runsPerSecond / own.runsPerSecond,
      unit: '×',
      target: { atLeast: RATE_AT_LEAST },
      detail: `${users.runsPerSecond.toFixed(0)} a second beside ${own.runsPerSecond.toFixed(0)}`,
    },
  ];
}

function pairOf<T>(peers: Readonly<Record<string, T>>): { own?: T; users?: T; name: string } {
  const name = Object.keys(peers).find((peer) => peer.startsWith(USERS)) ?? '';
  return { own: peers[APART], users: peers[name], name };
}
