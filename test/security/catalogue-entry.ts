/** Everything that hostile programs are known to try, by the letters of what they go for. */
export interface CatalogueEntry {
  readonly id: string;
  readonly title: string;
  /** Tests that try it where a program alone could not. */
  readonly tests: readonly string[];
  /** Why it is not tried, or not wholly. */
  readonly instead: string;
}

export const entry = (
  id: string,
  title: string,
  tests: readonly string[] = [],
  instead = '',
): CatalogueEntry => ({
  id,
  title,
  tests,
  instead,
});
