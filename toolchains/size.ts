/** A size as package managers write it: whole megabytes. */
export function formatMB(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`;
}
