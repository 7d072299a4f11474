/* Tries: to compute for ever without a moment in which a timer of its own could end it.
 * Must: end with its CPU limit.
 * Covers: A1
 * Limits: cpuMs=600 wallMs=6000
 * Expect: limit-exceeded/cpu */
import './guard.ts';

const next = (n: number): Promise<void> => Promise.resolve(n + 1).then(next);
await next(0);
