import type { Report } from '../../../../harness/report.js';
import { type Reporter, replay } from '../../../../harness/reporters/reporter.js';
import type { Sink } from '../../../../harness/reporters/sink.js';

/** A sink whose text can be read. */
export function memorySink(): Sink & { text(): string; state(): 'open' | 'closed' | 'discarded' } {
  const parts: string[] = [];
  let state: 'open' | 'closed' | 'discarded' = 'open';
  return {
    write: async (text) => {
      parts.push(text);
    },
    close: async () => {
      state = 'closed';
    },
    discard: async () => {
      state = 'discarded';
    },
    text: () => parts.join(''),
    state: () => state,
  };
}

/** What a reporter writes of a report. */
export async function reported(report: Report, create: (sink: Sink) => Reporter): Promise<string> {
  const sink = memorySink();
  await replay(report, create(sink));
  return sink.text();
}
