import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a tree of every kind of entry that a snapshot keeps, owned as a program's files are. */
export function fillTree(folder: string): void {
  const there = (path: string) => join(folder, path);
  mkdirSync(there('a/b'), { recursive: true });
  writeFileSync(there('a/b/one'), 'one');
  writeFileSync(there('a/two'), 'two', { mode: 0o755 });
  writeFileSync(there('empty'), '');
  writeFileSync(there('large'), Buffer.alloc(3_000_000, 'large'));
  symlinkSync('/etc/passwd', there('out'));
  chmodSync(there('a/b'), 0o500);
  utimesSync(there('a'), 1_000, 2_000);
  execFileSync('chown', ['-hR', '1000:1000', folder]);
}
