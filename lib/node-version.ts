const OLDEST = [22, 12] as const; // `engines` of package.json, which npm only warns about

/** What to say where Node is too old: else it is told by whatever it lacks, in words that help nobody. */
export function nodeTooOld(version = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return `Cannot run on Node ${version}: install Node ${OLDEST.join('.')} or later`;
}
