/** What platforms and operating systems put beside submissions. It is no part of any. */
const CLUTTER = new Set([
  '__MACOSX',
  'Thumbs.db',
  'desktop.ini',
  'submission_metadata.yml', // Gradescope
  'submission_metadata.yaml',
]);

/** Whether a file or folder does not count: hidden (`.git`, `.DS_Store`, …) or clutter. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || CLUTTER.has(name);
}
