/** Compares dotted versions by their numbers: negative when `a` is older. Absent parts are 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `version` is `asked` or begins with its parts: `3.12.1` is a `3.12`, `3.1` is not. */
export function isVersion(version: string, asked: string): boolean {
  return version === asked || version.startsWith(`${asked}.`);
}

function numbers(version: string): number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10) || 0);
}
