import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Names, modes, times, targets and contents of a tree. */
export function treeOf(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(root, name);
      const facts = lstatSync(path);
      const content = facts.isFile()
        ? readFileSync(path, 'latin1')
        : facts.isSymbolicLink()
          ? readlinkSync(path)
          : '';
      const time = facts.isSymbolicLink() ? '' : facts.mtimeMs;
      return `${name} ${facts.mode.toString(8)} ${time} ${content}`;
    });
}
