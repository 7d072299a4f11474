/** Whether all of it is wanted, as `npm run test:full` does, or as much as belongs into every run. */
export const FULL = process.env.BAILIFF_FULL === '1';

/** A number from the environment, else one of two. */
export function howMany(name: string, few: number, many: number): number {
  const given = Number(process.env[name] || Number.NaN);
  if (Number.isFinite(given)) return given;
  return FULL ? many : few;
}
