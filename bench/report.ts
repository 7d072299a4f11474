import type { GradingResults } from './grading/index.js';
import type { BenchHost } from './host-facts.js';
import type { LanguageResult } from './languages/measure.js';
import type { ArrivalsLevel } from './measure/arrivals.js';
import type { Latencies } from './measure/latency.js';
import type { MemoryResult } from './measure/memory.js';
import type { NodeCpuResult } from './measure/node-cpu.js';
import type { ScalingResult } from './measure/scaling.js';
import type { SoakResult } from './measure/soak.js';
import type { StagesResult } from './measure/stages.js';
import type { Rate } from './measure/throughput.js';
import type { SessionResults } from './session/index.js';

/** What was measured, as `--json` writes it. Times in milliseconds, sizes in bytes. */
export interface BenchReport {
  readonly kind: 'bench';
  readonly formatVersion: 2;
  readonly command: string;
  readonly startedAt: string;
  readonly pin: boolean;
  readonly host: BenchHost;
  /** As `host.busyBefore`, just after the last measurement. */
  readonly busyAfter: number;
  /** What was left out, and why. */
  readonly skipped: Readonly<Record<string, string>>;
  readonly parts: readonly PartResult[];
}

export type PartResult =
  | ({ readonly part: 'memory' } & MemoryResult)
  | {
      readonly part: 'latency';
      readonly program: string;
      readonly pauseMs: number;
      readonly peers: Latencies;
    }
  | ({ readonly part: 'node-cpu' } & NodeCpuResult)
  | ({ readonly part: 'stages' } & StagesResult)
  | {
      readonly part: 'load';
      readonly workers: number;
      readonly peers: Readonly<Record<string, Rate>>;
      /** PSS of one worker's cell, after the load. */
      readonly bytesPerWorker: number;
    }
  | { readonly part: 'arrivals'; readonly workers: number; readonly levels: readonly ArrivalsLevel[] }
  | ({ readonly part: 'scaling' } & ScalingResult)
  | ({ readonly part: 'language' } & LanguageResult)
  | ({ readonly part: 'grading' } & GradingResults)
  | ({ readonly part: 'session' } & SessionResults)
  | ({ readonly part: 'soak' } & SoakResult);

export type PartKind = PartResult['part'];
export type ResultOf<K extends PartKind> = Extract<PartResult, { readonly part: K }>;

/** The parts of one kind, in the order in which they were measured. */
export function partsOf<K extends PartKind>({ parts }: Pick<BenchReport, 'parts'>, kind: K): ResultOf<K>[] {
  return parts.filter((result): result is ResultOf<K> => result.part === kind);
}
