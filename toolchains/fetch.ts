import { join } from 'node:path';

/** A package of a registry, pinned. */
export interface FetchPackage {
  /** As the registry's own client writes it: `group:artifact:version`, `name==version`, `name@version`. */
  readonly name: string;
  readonly sha256: string;
  /** Absent: for every machine. */
  readonly arch?: NodeJS.Architecture;
  /** PyPI's platform tag. */
  readonly platform?: string;
}

/** Packages that `setup` brings into `<home>/toolchains/<folder>-<version>` (a jail's `/opt/<folder>-<version>`), each by its registry's own client. */
export interface Fetch {
  readonly from: 'maven' | 'npm' | 'pypi';
  readonly folder: string;
  readonly version: string;
  /** An installed version that is as good, so that nothing is fetched. @default any that the recipe works with */
  readonly enough?: string;
  readonly packages: readonly FetchPackage[];
  /** What is kept of an npm or PyPI package, paths below the package's own folder. Absent: all of it. */
  readonly keep?: readonly string[];
  /** Files that must be executable: zip files do not say. */
  readonly executables?: readonly string[];
  /** About what is fetched and what it is on disk, bytes. */
  readonly downloadBytes: number;
  readonly diskBytes: number;
}

/** Where it is below bailiff's own folder. */
export function fetchFolder(home: string, { folder, version }: Fetch): string {
  return join(home, 'toolchains', `${folder}-${version}`);
}
