import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { canvasGroups } from './canvas.js';
import type { Found } from './found.js';

/**
 * The submissions in a folder of them: each file and each folder directly in it is one, but for the layouts of course
 * platforms that put more than that into names.
 *
 * - Moodle: `Jane Doe_12345_assignsubmission_file_/` is `Jane Doe_12345`; what was typed into the page
 *   (`…_onlinetext_/`) counts only where no file was handed in.
 * - Canvas: the files `doejane_12345_67890_main.py` of one student are one submission, `doejane_12345`.
 * - Gradescope and GitHub Classroom have one folder for each, and are no special case.
 */
export function submissionsIn(folder: string, entries: readonly Dirent[]): readonly Found[] {
  const canvas = canvasGroups(entries);
  if (canvas) return canvas.map(({ name, members }) => ({ name, path: folder, members, given: false }));
  const names = entries.map((entry) => entry.name);
  const withFiles = new Set(names.flatMap((name) => studentOf(name, 'file') ?? []));
  return names
    .filter((name) => !withFiles.has(studentOf(name, 'onlinetext') ?? ''))
    .map((name) => ({
      name: studentOf(name, 'file') ?? studentOf(name, 'onlinetext') ?? name,
      path: join(folder, name),
      given: false,
    }));
}

function studentOf(name: string, handedIn: 'file' | 'onlinetext'): string | undefined {
  const [, student, what] = /^(.+_\d+)_assignsubmission_(file|onlinetext)_?$/.exec(name) ?? [];
  return what === handedIn ? student : undefined;
}
