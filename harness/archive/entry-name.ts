/** Longest name of a file or folder that Linux takes, bytes. */
const MAX_NAME_BYTES = 255;

/**
 * The path of an archive's entry, without the slash at the end of a folder's; a sentence when it is refused. Nothing is
 * repaired: a name that two programs could read differently is no name.
 */
export function entryPath(raw: Buffer, maxDepth: number): { readonly path: string } | string {
  const name = decode(raw);
  if (name === undefined) return `the name ${JSON.stringify(raw.toString('latin1'))} is not UTF-8`;
  const quoted = JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
  if (name.includes('\0')) return `the name ${quoted} has a NUL in it`;
  if (name.includes('\\')) return `the name ${quoted} has a backslash in it`;
  if (name.startsWith('/') || /^[a-zA-Z]:/.test(name)) return `the name ${quoted} is absolute`;
  const path = name.endsWith('/') ? name.slice(0, -1) : name;
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    return `the name ${quoted} is no plain path: it may lead out of the archive`;
  if (parts.some((part) => Buffer.byteLength(part) > MAX_NAME_BYTES)) return `the name ${quoted} is too long`;
  if (parts.length > maxDepth) return `the name ${quoted} is deeper than ${maxDepth} folders`;
  return { path };
}

/**
 * Finds entries that would be one and the same to somebody: equal names, also in another case or another Unicode form,
 * and a file where another entry needs a folder. Stands for one archive.
 */
export function createNameBook(): (path: string, kind: 'file' | 'folder') => string | undefined {
  const seen = new Map<string, { readonly path: string; readonly kind: 'file' | 'folder'; named: boolean }>();
  return (path, kind) => {
    const parts = path.split('/');
    for (let i = 1; i < parts.length; i++) {
      const clash = note(parts.slice(0, i).join('/'), 'folder', false);
      if (clash) return clash;
    }
    return note(path, kind, true);
  };

  function note(path: string, kind: 'file' | 'folder', named: boolean): string | undefined {
    const key = path.normalize('NFC').toLowerCase();
    const other = seen.get(key);
    if (!other) seen.set(key, { path, kind, named });
    else if (other.path !== path)
      return `"${other.path}" and "${path}" differ in case only, or not to be seen`;
    else if (other.kind !== kind) return `"${path}" is both a file and a folder`;
    else if (named && other.named) return `"${path}" is in it twice`;
    else other.named ||= named;
    return undefined;
  }
}

function decode(raw: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return undefined;
  }
}
