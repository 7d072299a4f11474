/** One line of /proc/self/mounts (fstab(5)), as far as we need it. */
export interface Mount {
  readonly point: string;
  readonly type: string;
}

/** Reads /proc/self/mounts. */
export function parseMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, point, type] = line.split(' ');
    return point && type ? [{ point: decodeOctal(point), type }] : [];
  });
}

/** The kernel writes space, tab, newline and backslash in paths as octal. */
function decodeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
