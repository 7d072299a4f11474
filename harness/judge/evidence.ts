import type { StepResult } from '../../lib/index.js';
import type { EvidenceReport, UsageReport } from '../report.js';
import type { Ending, Evidence } from '../verdict.js';

/** What a run allows and what it used, as its verdict depends on them. */
export function evidenceOf(
  result: StepResult<Buffer>,
  timeMs: number,
  more: Partial<Pick<Evidence, 'truncated' | 'interaction' | 'checker'>> = {},
): Evidence {
  const { usage, limits, truncated } = result;
  return {
    ending: endingOf(result),
    cpuMs: usage.cpuMs,
    wallMs: usage.wallMs,
    memoryBytes: usage.memoryBytes,
    oomKills: usage.oomKills,
    truncated: truncated.stdout || truncated.stderr,
    limits: {
      cpuMs: timeMs,
      wallMs: limits.wallMs,
      memoryBytes: limits.memoryBytes,
      outputBytes: limits.stdoutBytes,
    },
    ...more,
  };
}

/** Of a result, how the process ended. */
export function endingOf(result: StepResult<unknown>): Ending {
  switch (result.status) {
    case 'exited':
      return { status: result.status, exitCode: result.exitCode };
    case 'signaled':
      return { status: result.status, signal: result.signal };
    case 'limit-exceeded':
      return { status: result.status, limit: result.limit };
    default:
      return result satisfies never;
  }
}

export function reportEvidence({ ending, oomKills, interaction }: Evidence): EvidenceReport {
  const talked = interaction && {
    endedFirst: interaction.endedFirst,
    interactor: describe(interaction.ending),
  };
  return { ending: describe(ending), oomKills, ...talked };
}

export function usageOf({ usage: { cpuMs, wallMs, memoryBytes } }: StepResult<Buffer>): UsageReport {
  return { cpuMs, wallMs, memoryBytes };
}

/** The worst of each, of what was used at all. */
export function worstUsage(usages: readonly (UsageReport | undefined)[]): UsageReport | undefined {
  const used = usages.filter((usage) => usage !== undefined);
  if (used.length === 0) return undefined;
  return used.reduce((worst, usage) => ({
    cpuMs: Math.max(worst.cpuMs, usage.cpuMs),
    wallMs: Math.max(worst.wallMs, usage.wallMs),
    memoryBytes: Math.max(worst.memoryBytes, usage.memoryBytes),
  }));
}

function describe(ending: Ending): string {
  switch (ending.status) {
    case 'exited':
      return `exited ${ending.exitCode}`;
    case 'signaled':
      return `signaled ${ending.signal}`;
    case 'limit-exceeded':
      return `limit-exceeded ${ending.limit}`;
    default:
      return ending satisfies never;
  }
}
