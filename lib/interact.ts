import { z } from 'zod';
import type { Engine } from './engine.js';
import { BailiffError } from './errors.js';
import type { JailReport, Pair } from './jail/step.js';
import type { Limits } from './limits.js';
import { ProgramRunOptions } from './options.js';
import { parse } from './parse.js';
import { buildOf, type PlannedRun, type Program, planJobRun } from './program.js';
import type { StepResult } from './result.js';
import { isMissing, stepResult } from './step-result.js';
import { type Transcript, transcriptOf } from './transcript.js';

const ProgramObject = z.custom<Program>(
  (value) => typeof value === 'object' && value !== null && buildOf(value as Program) !== undefined,
  'must be a program of runner.compile()',
);

/** One of two programs that talk to each other: a program, and how it runs. */
const InteractSide = ProgramRunOptions.pick({
  args: true,
  env: true,
  files: true,
  inputs: true,
  limits: true,
  collect: true,
  loopback: true,
}).extend({ program: ProgramObject });

/** Options of `runner.interact()`. */
export const InteractOptions = z.strictObject({
  first: InteractSide,
  second: InteractSide,
  /** Asks for a record of what both said, of at most so many bytes. The programs wait for each other longer then. */
  transcript: z.strictObject({ bytes: z.number().int().positive() }).optional(),
  signal: ProgramRunOptions.shape.signal,
});

export type InteractOptions = z.input<typeof InteractOptions>;
export type InteractSide = z.input<typeof InteractSide>;

/**
 * How two programs that talked to each other ended. Their `stdout` is empty: it went to the other side.
 *
 * *Semantics*: `limits.stdoutBytes` holds with a transcript only; without one nobody counts what the programs say.
 */
export interface Interaction {
  readonly first: StepResult<Buffer>;
  readonly second: StepResult<Buffer>;
  /** Whose main process ended first. Its end is what the other side may have seen as the end of its stdin. */
  readonly endedFirst: 'first' | 'second';
  /** When the main process of each ended, in milliseconds by one clock since the earlier of both was started. */
  readonly endedMs: { readonly first: number; readonly second: number };
  /** With `transcript` asked for. */
  readonly transcript?: Transcript;
}

/**
 * Runs two programs, the stdout of each being the stdin of the other.
 *
 * @throws BailiffError for what the caller or the host did wrong, on either side; `signal.reason` when cancelled
 */
export async function interact(
  engine: Engine,
  given: InteractOptions,
  ceilings: Limits,
): Promise<Interaction> {
  const { first, second, transcript, signal } = parse(InteractOptions, given, 'the options of interact()');
  const plan = ({ program, ...options }: z.output<typeof InteractSide>) => {
    const built = buildOf(program)!;
    if (built.engine !== engine)
      throw new BailiffError(
        'INVALID_OPTIONS',
        'Cannot join programs of two runners: compile both with this one',
      );
    return planJobRun(built, { ...options, encoding: 'buffer' }, ceilings);
  };
  const plans = await Promise.all([plan(first), plan(second)]);
  const recordBytes = transcript && transcript.bytes + 1; // by the one too many it is known that there was more
  const reports = await engine.runPair(plans, { recordBytes, signal, isMissing });
  return interactionOf(startedBoth(reports, plans), plans, transcript?.bytes);
}

/** @throws BailiffError PROGRAM_NOT_STARTED, naming the side that could not be. */
function startedBoth(reports: Pair<JailReport | undefined>, plans: Pair<PlannedRun>): Pair<JailReport> {
  for (const [i, report] of reports.entries()) {
    if (!report || !isMissing(report)) continue;
    try {
      stepResult(report, plans[i]!.context);
    } catch (cause) {
      const { code, message } = cause as BailiffError;
      throw new BailiffError(code, `${message}, the ${i === 0 ? 'first' : 'second'} program of a pair`, {
        cause,
      });
    }
  }
  return reports as Pair<JailReport>;
}

function interactionOf(
  [first, second]: Pair<JailReport>,
  plans: Pair<PlannedRun>,
  transcriptBytes: number | undefined,
): Interaction {
  const startedAtMs = Math.min(first.startedAtMs, second.startedAtMs);
  return {
    first: stepResult(first, plans[0].context) as StepResult<Buffer>,
    second: stepResult(second, plans[1].context) as StepResult<Buffer>,
    endedFirst: first.endedAtMs <= second.endedAtMs ? 'first' : 'second',
    endedMs: { first: first.endedAtMs - startedAtMs, second: second.endedAtMs - startedAtMs },
    ...(transcriptBytes !== undefined && {
      transcript: transcriptOf([first, second], startedAtMs, transcriptBytes),
    }),
  };
}
