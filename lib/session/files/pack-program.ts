import { ZIP_WRITER } from './pack-zip.js';

/**
 * Packs a folder into stdout, within the jail. argv: the folder's real path in hex, the format, the most bytes, the most
 * entries. Each byte of stdin is leave to write so many bytes more; its end is that nobody wants any. What there is
 * to say comes on stderr at the end. Every name is opened in its open folder, and no link followed.
 */
export const PACK_PROGRAM = `
import json, os, stat, struct, sys, tarfile, time, zlib
root, form, most_bytes, most_entries, leave = bytes.fromhex(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6])
FOLDER, FILE = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
MOST_IN_PATH, PIECE = 4095, 1 << 18
skipped = []

class TooMuch(Exception):
    pass

class Output:
    def __init__(self):
        self.waiting, self.size, self.left, self.at = [], 0, 0, 0

    def write(self, data):
        self.waiting.append(data)
        self.size, self.at = self.size + len(data), self.at + len(data)
        if self.size >= PIECE: self.flush()

    def flush(self):
        data = memoryview(b''.join(self.waiting))
        self.waiting, self.size = [], 0
        while data:
            while self.left <= 0:
                more = os.read(0, 64)
                if not more: os._exit(0)
                self.left += leave * len(more)
            written = os.write(1, data[:self.left])
            data, self.left = data[written:], self.left - written

class Gzip:
    def __init__(self, out):
        self.out, self.packer = out, zlib.compressobj(6, zlib.DEFLATED, 31)

    def write(self, data):
        self.out.write(self.packer.compress(data))

    def end(self):
        self.out.write(self.packer.flush())

def is_text(name):
    try: name.encode()
    except UnicodeEncodeError: return False
    return True

class Tar:
    def __init__(self, out):
        self.out = out

    def add(self, path, facts, kind, target, content):
        info = tarfile.TarInfo(path)
        info.type, info.linkname, info.mode = kind, target, facts.st_mode & 0o777
        info.uid = info.gid = 1000
        info.mtime = int(facts.st_mtime)
        info.size = facts.st_size if kind == tarfile.REGTYPE else 0
        form = tarfile.PAX_FORMAT if is_text(path + target) else tarfile.GNU_FORMAT # whose names are bytes
        self.out.write(info.tobuf(form, 'utf-8', 'surrogateescape'))
        left = info.size
        for piece in content or ():
            left -= len(piece)
            self.out.write(piece)
        while left > 0: # it has become shorter, and its size is told already
            self.out.write(bytes(min(left, PIECE)))
            left -= min(left, PIECE)
        self.out.write(bytes(-info.size % 512))

    def end(self):
        self.out.write(bytes(1024))
${ZIP_WRITER}
def open_root():
    fd = os.open('/', FOLDER | os.O_PATH)
    for part in filter(None, root.split(b'/')):
        fd = os.open(part, FOLDER | os.O_PATH, dir_fd=fd)
    return os.open('.', FOLDER, dir_fd=fd)

def names_in(fd):
    return sorted(os.listdir(fd), key=os.fsencode, reverse=True)

def walk():
    fd = open_root()
    levels, left = [(fd, '', names_in(fd))], most_entries
    while levels:
        fd, above, names = levels[-1]
        if not names:
            os.close(fd)
            levels.pop()
            continue
        name = names.pop()
        path = above + name
        try: facts = os.stat(name, dir_fd=fd, follow_symlinks=False)
        except FileNotFoundError: continue # gone meanwhile
        if left == 0: raise TooMuch('more than %d entries' % most_entries)
        left -= 1
        yield fd, name, path, facts
        if not stat.S_ISDIR(facts.st_mode): continue
        try:
            if len(os.fsencode(path)) + 256 > MOST_IN_PATH: raise OSError
            inner = os.open(name, FOLDER, dir_fd=fd)
            levels.append((inner, path + '/', names_in(inner)))
        except FileNotFoundError: pass
        except OSError: skipped.append(path)

def pieces_of(fd, left):
    while left > 0 and (piece := os.read(fd, min(left, PIECE))):
        left -= len(piece)
        yield piece

def open_file(fd, name):
    try: file = os.open(name, FILE, dir_fd=fd)
    except OSError: return None, None # gone, another one, or not ours to read
    facts = os.fstat(file)
    if stat.S_ISREG(facts.st_mode): return file, facts
    os.close(file)
    return None, None

def main():
    out = Output()
    packed = Gzip(out) if form == 'tar.gz' else out
    archive = Zip(out) if form == 'zip' else Tar(packed)
    files, size = 0, 0
    for fd, name, path, facts in walk():
        if stat.S_ISDIR(facts.st_mode): archive.add(path + '/', facts, tarfile.DIRTYPE, '', None)
        elif stat.S_ISLNK(facts.st_mode):
            try: target = os.readlink(name, dir_fd=fd)
            except OSError: skipped.append(path)
            else: archive.add(path, facts, tarfile.SYMTYPE, target, None)
        else:
            file, facts = open_file(fd, name) if stat.S_ISREG(facts.st_mode) else (None, None)
            if file is None:
                skipped.append(path)
                continue
            files, size = files + 1, size + facts.st_size
            if size > most_bytes: raise TooMuch('more than %d bytes' % most_bytes)
            archive.add(path, facts, tarfile.REGTYPE, '', pieces_of(file, facts.st_size))
            os.close(file)
    archive.end()
    if packed is not out: packed.end()
    out.flush()
    return {'files': files, 'bytes': size, 'skipped': skipped}

try:
    said = main()
except TooMuch as much:
    said = {'refused': 'it has ' + str(much)}
except OSError as error:
    said = {'errno': error.errno}
print(json.dumps(said), file=sys.stderr)
`;
