/** Whether a number is within one of two tolerances of the wanted one. `undefined`: that tolerance accepts nothing. */
export function isClose(
  got: number,
  wanted: number,
  absoluteTolerance: number | undefined,
  relativeTolerance: number | undefined,
): boolean {
  if (got === wanted) return true;
  const distance = Math.abs(got - wanted);
  // Beyond the doubles, ∞ ≤ tolerance · ∞ would accept everything.
  if (!Number.isFinite(distance)) return false;
  return distance <= (absoluteTolerance ?? -1) || distance <= (relativeTolerance ?? -1) * Math.abs(wanted);
}
