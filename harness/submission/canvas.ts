import type { Dirent } from 'node:fs';

/** The files of one student in a download from Canvas. */
export interface CanvasGroup {
  /** Name and number of the student, e.g. `doejane_12345`. */
  readonly name: string;
  readonly members: readonly { readonly entry: string; readonly path: string }[];
}

/** `doejane_12345_67890_main.py`, `doejane_LATE_12345_67890_main.py`: student, user id, attachment id, file. */
const NAME = /^([\p{L}\p{N}'-]+)(?:_LATE)?_(\d+)_(\d+)_(.+)$/u;

/**
 * The files of a folder by student, when every one of them is named as Canvas names downloads; else `undefined`. Of
 * several files of one name, as one who hands in again leaves them, the one with the highest attachment id counts.
 */
export function canvasGroups(entries: readonly Dirent[]): readonly CanvasGroup[] | undefined {
  if (entries.length === 0) return undefined;
  const students = new Map<string, Map<string, { entry: string; id: number }>>();
  for (const entry of entries) {
    const [, who, user, attachment, path] = (entry.isFile() && NAME.exec(entry.name)) || [];
    if (who === undefined || path === undefined) return undefined;
    const student = `${who}_${user}`;
    const files = students.get(student) ?? new Map<string, { entry: string; id: number }>();
    students.set(student, files);
    const id = Number(attachment);
    if (id >= (files.get(path)?.id ?? 0)) files.set(path, { entry: entry.name, id });
  }
  return [...students].map(([name, files]) => ({
    name,
    members: [...files].map(([path, { entry }]) => ({ path, entry })),
  }));
}
