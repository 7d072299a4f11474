import { KERNEL_NAMES, type PolicyOptions, refusalsFor } from './refusals.js';

/** The policy in kafel's language, for nsjail's `seccomp_string`. Calls through int 0x80 die with SIGSYS. */
export function seccompPolicy(options: PolicyOptions): string {
  const groups = refusalsFor(options).map(
    ({ errno, always = [], when = [] }) => `ERRNO(${errno}) { ${[...always, ...when].join(', ')} }`,
  );
  return `POLICY bailiff { ${groups.join(', ')} } USE bailiff DEFAULT ALLOW`;
}

/** Calls by the kernel's own names, with the error that each is answered with: what native/refused-calls.h makes. */
export function refusedCalls(options: PolicyOptions): ReadonlyMap<string, number> {
  const calls = refusalsFor(options).flatMap(({ errno, always = [], when = [] }) =>
    [...always, ...when].map((rule): [string, number] => [kernelName(rule.split(' ')[0]!), errno]),
  );
  return new Map(calls);
}

function kernelName(kafelName: string): string {
  return KERNEL_NAMES[kafelName] ?? kafelName;
}
