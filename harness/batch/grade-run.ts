import type { GradeEvent, OnEvent } from '../events.js';
import type { Report } from '../report.js';
import { createEventFeed } from './event-feed.js';
import type { JudgeOptions } from './options.js';

/**
 * A judging that is going on. Awaited, it gives the report. Gone through, it gives every event, and goes no faster than
 * they are taken; leaving the loop before the end interrupts the judging.
 *
 * @example
 * const run = grade({ problems: [problem], submissions, runner });
 * for await (const event of run) if (event.type === 'submission-finished') console.log(event.report.verdict);
 * const report = await run;
 */
export interface GradeRun extends Promise<Report>, AsyncIterable<GradeEvent> {}

/** What a judging works with besides its options. */
export interface Running {
  readonly signal: AbortSignal;
  readonly emit: OnEvent;
  /** Resolves when more may be begun. */
  room(): Promise<void>;
}

/** Starts a judging: not before whoever called could have begun to go through its events. */
export function startRun(options: JudgeOptions, work: (running: Running) => Promise<Report>): GradeRun {
  const left = new AbortController();
  const feed = createEventFeed(() => left.abort());
  const running: Running = {
    signal: options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal,
    emit: (event) => {
      options.onEvent?.(event);
      feed.push(event);
    },
    room: feed.room,
  };
  const report = Promise.resolve()
    .then(() => work(running))
    .then(
      (done) => {
        feed.end();
        return done;
      },
      (error: unknown) => {
        feed.fail(error);
        throw error;
      },
    );
  return Object.assign(report, {
    [Symbol.asyncIterator]: () => {
      report.catch(() => {}); // whoever goes through the events is told there
      return feed.iterate();
    },
  });
}
