import { delimiter, isAbsolute } from 'node:path';

/** What the environment says to bailiff. Paths as given, not yet checked. */
export interface Environment {
  /** BAILIFF_HOME: the folder for cells, caches and what `bailiff setup` installs. */
  readonly home?: string;
  /** BAILIFF_NSJAIL: path of nsjail. */
  readonly nsjail?: string;
  /** BAILIFF_NATIVE: path of a prebuilt native program. */
  readonly native?: string;
  /** BAILIFF_REQUIRE: what must not be skipped or done weaker, separated by commas; empty when unset. */
  readonly require: readonly string[];
  /** XDG_CACHE_HOME, when absolute: the XDG base directory specification tells to ignore others. */
  readonly cacheHome?: string;
  /** HOME, when absolute. */
  readonly userHome?: string;
  /** The absolute folders of PATH; relative ones are left out, for they change with the working folder. */
  readonly path: readonly string[];
}

/** Reads the environment: the only place in bailiff that does. An empty value counts as unset. */
export function readEnv(env: Readonly<Record<string, string | undefined>> = process.env): Environment {
  return {
    home: env.BAILIFF_HOME || undefined,
    nsjail: env.BAILIFF_NSJAIL || undefined,
    native: env.BAILIFF_NATIVE || undefined,
    require: list(env.BAILIFF_REQUIRE, ','),
    cacheHome: absolute(env.XDG_CACHE_HOME),
    userHome: absolute(env.HOME),
    path: list(env.PATH, delimiter).filter(isAbsolute),
  };
}

function list(value: string | undefined, separator: string): string[] {
  return (value ?? '')
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function absolute(value: string | undefined): string | undefined {
  return value !== undefined && isAbsolute(value) ? value : undefined;
}
