import { z } from 'zod';
import type { ProblemLimits } from '../problem.js';

const KiB = 2 ** 10;
const MiB = 2 ** 20;

export const positive = z.number().positive().max(1e9);

/** What both versions of the format have in `limits`. Times in seconds, memory and output in MiB, code in KiB. */
export const SHARED_LIMITS = {
  memory: positive.default(2_048),
  output: positive.default(8),
  code: positive.default(128),
  compilation_time: positive.default(60),
  compilation_memory: positive.default(2_048),
  validation_time: positive.default(60),
  validation_memory: positive.default(2_048),
  validation_output: positive.default(8),
  validation_passes: z.int().min(2).max(1_000).optional(),
} as const;

/** Passes of a multi-pass problem that says nothing else. */
export const DEFAULT_PASSES = 2;

type SharedLimits = z.output<z.ZodObject<typeof SHARED_LIMITS>>;

export function limitsOf(limits: SharedLimits): ProblemLimits {
  return {
    memoryBytes: Math.round(limits.memory * MiB),
    outputBytes: Math.round(limits.output * MiB),
    codeBytes: Math.round(limits.code * KiB),
    compileMs: Math.round(limits.compilation_time * 1_000),
    compileMemoryBytes: Math.round(limits.compilation_memory * MiB),
    validationMs: Math.round(limits.validation_time * 1_000),
    validationMemoryBytes: Math.round(limits.validation_memory * MiB),
    validationOutputBytes: Math.round(limits.validation_output * MiB),
    timeFactors: {},
  };
}
