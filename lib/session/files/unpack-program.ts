/**
 * Unpacks an archive from stdin, within the jail: argv is the folder in hex, the format or "", the most bytes, the most
 * entries. It is kept in a file without a name first, and looked over wholly before anything is made of it.
 */
export const UNPACK_PROGRAM = String.raw`
import errno, json, os, resource, stat, sys, tarfile, tempfile, zipfile
folder, form, most_bytes, most_entries = bytes.fromhex(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
ENTRY = 4096 # for what an archive has besides contents: nobody sees how long it is while it has no name
MEMORY = 1 << 30 # of which a list of so many entries that none is allowed may ask for more

UNIX = 3

class Refused(Exception):
    pass

def tar_members(spool):
    with tarfile.open(fileobj=spool, mode='r:*', encoding='utf-8') as archive:
        for m in archive:
            kind = 'folder' if m.isdir() else 'link' if m.issym() else 'same' if m.islnk() else 'file' if m.isreg() else 'other'
            yield m.name, kind, m.mode, m.size, m.linkname, lambda m=m: archive.extractfile(m)

def zip_members(spool):
    with zipfile.ZipFile(spool) as archive:
        for m in archive.infolist():
            mode = m.external_attr >> 16
            kind = 'folder' if m.is_dir() else 'link' if stat.S_ISLNK(mode) else 'file'
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK): kind = 'other'
            if m.flag_bits & 1: raise Refused('is encrypted', m.filename)
            target = os.fsdecode(archive.read(m)[:4096]) if kind == 'link' and m.file_size < 4096 else ''
            is_bytes = m.create_system == UNIX and not m.flag_bits & 0x800 # which zipfile takes for cp437
            yield os.fsdecode(m.filename.encode('cp437')) if is_bytes else m.filename, kind, mode, m.file_size, target, lambda m=m: archive.open(m)

def parts_of(name):
    if '\0' in name or name.startswith('/'): raise Refused('has an absolute path', name)
    if len(name) > 4096: raise Refused('has a path that is too long', name[:100] + '…')
    parts = [part for part in name.split('/') if part not in ('', '.')]
    if '..' in parts: raise Refused('leads out of its folder', name)
    return tuple(os.fsencode(part) for part in parts)

def look_over(members):
    kinds, entries, size = {}, 0, 0
    for name, kind, mode, length, target, content in members:
        parts = parts_of(name)
        entries, size = entries + 1, size + (length if kind == 'file' else 0)
        if entries > most_entries: raise Refused('is one of more than %d entries' % most_entries, name)
        if length < 0 or size > most_bytes: raise Refused('makes more than %d bytes' % most_bytes, name)
        if kinds.get(parts, kind) != kind or (parts in kinds and kind != 'folder'): raise Refused('is there twice', name)
        if kind == 'same' and kinds.get(parts_of(target)) != 'file': raise Refused('is a link to what is no file before it', name)
        if not parts and kind != 'folder': raise Refused('has no name', name)
        above = len(parts) - 1
        while above > 0 and parts[:above] not in kinds:
            kinds[parts[:above]] = 'folder'
            above -= 1
        if above > 0 and kinds[parts[:above]] != 'folder': raise Refused('is below what is no folder', name)
        kinds[parts] = kind

def copy(source, target, left):
    while chunk := source.read(1 << 18):
        left -= len(chunk)
        if left < 0: raise Refused('makes more than %d bytes' % most_bytes, '')
        target.write(chunk)
    return left

def parent_of(path, known):
    parent = os.path.dirname(path)
    if parent not in known:
        os.makedirs(parent, exist_ok=True)
        if os.path.realpath(parent) != parent: raise OSError(errno.ENOTDIR, 'a link', parent)
        known.add(parent)

def unpack(members):
    files, left, skipped, known = 0, most_bytes, [], set()
    for name, kind, mode, length, target, content in members:
        parts = parts_of(name)
        path = os.path.join(folder, *parts)
        if kind == 'folder':
            parent_of(os.path.join(path, b''), known)
            continue
        if kind == 'other':
            skipped.append(name)
            continue
        parent_of(path, known)
        if os.path.lexists(path): os.unlink(path)
        if kind == 'link': os.symlink(os.fsencode(target), path)
        elif kind == 'same': os.link(os.path.join(folder, *parts_of(target)), path, follow_symlinks=False)
        else:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(fd, 'wb') as made, content() as source:
                left = copy(source, made, left)
                os.fchmod(made.fileno(), (mode & 0o777) or 0o644)
        files += 1
    return {'files': files, 'bytes': most_bytes - left, 'skipped': skipped}

def keep(spool):
    most = most_bytes + ENTRY * most_entries + ENTRY
    while chunk := sys.stdin.buffer.read(1 << 18):
        if spool.tell() + len(chunk) > most: raise Refused('is longer than %d bytes' % most, '')
        spool.write(chunk)

def main():
    global folder
    os.umask(0o022)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder, home = os.path.realpath(folder), os.getcwdb()
    if os.path.commonpath([home, folder]) != home: raise OSError(errno.EXDEV, 'it leads out', folder)
    with tempfile.TemporaryFile(dir='.') as spool:
        keep(spool)
        spool.seek(0)
        is_zip = form == 'zip' or (form == '' and spool.read(2) == b'PK')
        members = zip_members if is_zip else tar_members
        for work in (look_over, unpack):
            spool.seek(0)
            result = work(members(spool))
        return result

try:
    print(json.dumps(main()))
except Refused as refused:
    print(json.dumps({'refused': refused.args[0], 'name': refused.args[1]}))
except (tarfile.TarError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
    print(json.dumps({'refused': 'cannot be read: ' + str(error), 'name': ''}))
except OSError as error:
    print(json.dumps({'errno': error.errno, 'refused': 'cannot be read: ' + str(error), 'name': os.fsdecode(error.filename or b'')}))
except Exception as error:
    print(json.dumps({'refused': 'cannot be read: ' + type(error).__name__, 'name': ''}))
`;
