import type { StepResult } from '../../lib/index.js';
import { formatBytes, formatMs } from '../../lib/index.js';
import { clip, printable } from '../printable.js';
import { reasonOn } from '../reason.js';
import type { Tool } from './checker.js';

const MESSAGE_BYTES = 4_096;

/** A text that a tool left for people: one printable line, bounded. */
export function messageIn(bytes: Buffer | undefined): string {
  if (bytes === undefined) return '';
  return oneLine(bytes.subarray(0, MESSAGE_BYTES));
}

/** Why a tool's end is no opinion: its name, how it ended, and why by its stderr. */
export function misbehaved(tool: Tool, result: StepResult<Buffer>, expected: string): string {
  const said = reasonOn(result.stderr);
  return `"${tool.name}" ${endingOf(result, expected)}${said === '' ? '' : `: ${said}`}`;
}

function endingOf(result: StepResult<Buffer>, expected: string): string {
  switch (result.status) {
    case 'exited':
      return `ended with exit code ${result.exitCode}, not ${expected}`;
    case 'signaled':
      return `was ended by ${result.signal}`;
    case 'limit-exceeded':
      return `exceeded its ${result.limit} limit of ${limitOf(result)}`;
    default:
      return result satisfies never;
  }
}

function limitOf({ limit, limits }: Extract<StepResult<Buffer>, { status: 'limit-exceeded' }>): string {
  switch (limit) {
    case 'cpu':
      return formatMs(limits.cpuMs);
    case 'wall':
      return formatMs(limits.wallMs);
    case 'memory':
      return formatBytes(limits.memoryBytes);
    case 'output':
      return formatBytes(limits.stdoutBytes);
    default:
      return limit satisfies never;
  }
}

function oneLine(bytes: Buffer): string {
  const lines = bytes
    .toString('utf8')
    .trim()
    .split(/\s*[\r\n]+\s*/);
  return clip(printable(lines.join('; ')), MESSAGE_BYTES);
}
