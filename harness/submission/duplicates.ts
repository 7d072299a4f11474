/** Finds equal submissions among those to one problem. */
export interface Duplicates {
  /** The name of the first submission with this digest, if that is another one. */
  of(name: string, digest: string | undefined): string | undefined;
}

export function createDuplicates(): Duplicates {
  const first = new Map<string, string>();
  return {
    of: (name, digest) => {
      if (digest === undefined) return undefined;
      const earlier = first.get(digest);
      if (earlier === undefined) first.set(digest, name);
      return earlier;
    },
  };
}
