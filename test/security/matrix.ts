import type { Attack } from './attack.js';

/** `BAILIFF_SECURITY=full` tries every attack in every way; else every attack in one way, and some in all. */
export const IS_FULL = process.env.BAILIFF_SECURITY === 'full';

/** What has broken a trusted system before, or is cheap and total. */
const FIRST =
  'C7 C9 D5 D6 D7 D8 D1 E1 E2 E3 E10 F2 F3 F4 F5 F6 F7 F10 F11 F12 F16 F18 F20 G1 G2 H4 I7 I10 I12 J1 J2 J3 K1 K5 L1 L4 M2 M7 M8';

/** Of each of the first, and of each letter, one attack; all of them when asked for the whole. */
export function inEveryWay(attacks: readonly Attack[]): Attack[] {
  if (IS_FULL) return [...attacks];
  const letters = [...new Set(attacks.flatMap(({ covers }) => covers.map((id) => id[0]!)))];
  const one = (matches: (id: string) => boolean) => attacks.find(({ covers }) => covers.some(matches));
  const chosen = [
    ...FIRST.split(' ').map((wanted) => one((id) => id === wanted)),
    ...letters.map((letter) => one((id) => id.startsWith(letter))),
  ];
  return attacks.filter((attack) => chosen.includes(attack));
}
