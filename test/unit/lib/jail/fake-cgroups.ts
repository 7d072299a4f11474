import {
  type FSWatcher,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files that stand in for those of a cgroup file system, with the groups of slot 7 made as the kernel would. */
export interface FakeCgroups {
  readonly path: string;
  read(file: string): string;
  write(file: string, text: string): void;
  /** Names of the files of a folder in the order in which they were written to since the last call. */
  writes(): Promise<string[]>;
  /** Every file outside the groups of the cells, with its text. */
  outside(): Record<string, string>;
  /** The kernel's part of removing a group: its files go. */
  empty(folder: string): void;
  remove(): void;
}

/** `files` by path below the root. */
export function fakeCgroups(files: Readonly<Record<string, string>>, watched: string): FakeCgroups {
  const path = mkdtempSync(join(tmpdir(), 'bailiff-cgroups-'));
  const write = (file: string, text: string) => {
    mkdirSync(join(path, file, '..'), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  const seen: string[] = [];
  const watcher: FSWatcher = watch(join(path, watched), (_, name) => {
    if (name !== null && seen.at(-1) !== name) seen.push(name); // one write is several events
  });
  return {
    path,
    read: (file) => readFileSync(join(path, file), 'utf8'),
    write,
    writes: async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return seen.splice(0);
    },
    outside: () =>
      Object.fromEntries(
        readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.parentPath.includes('/bailiff-cells/'))
          .map((entry) => [
            join(entry.parentPath, entry.name),
            readFileSync(join(entry.parentPath, entry.name), 'utf8'),
          ]),
      ),
    empty: (folder) => {
      for (const name of readdirSync(join(path, folder))) rmSync(join(path, folder, name));
    },
    remove: () => {
      watcher.close();
      rmSync(path, { recursive: true });
    },
  };
}
