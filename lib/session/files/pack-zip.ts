/**
 * The ZIPs of PACK_PROGRAM. Not by Python's zipfile: it writes no name that is not UTF-8, and keeps an object for each
 * entry until the end. A small file is at hand before its header; what a large one has become follows it.
 */
export const ZIP_WRITER = `
class Zip:
    AT_HAND, MOST, SURELY_LESS = 1 << 20, 0xffffffff, 0xf0000000

    def __init__(self, out):
        self.out, self.directory, self.count = out, bytearray(), 0

    def add(self, path, facts, kind, target, content):
        name, begin, seconds = os.fsencode(path), self.out.at, min(max(int(facts.st_mtime), 0), 0x7fffffff)
        later = content is not None and facts.st_size > self.AT_HAND
        wide = later and facts.st_size >= self.SURELY_LESS
        plain = b'' if later else os.fsencode(target) if content is None else b''.join(content)
        packed = zlib.compress(plain, 6)[2:-4]
        method = 8 if later or len(packed) < len(plain) else 0
        body = packed if method else plain
        sizes = (0, self.MOST, self.MOST) if wide else (0, 0, 0) if later else (zlib.crc32(plain), len(body), len(plain))
        shared = (45 if wide else 20, (0x800 if is_text(path) else 0) | (8 if later else 0), method, *self.dos_time(seconds))
        times = struct.pack('<HHBi', 0x5455, 5, 1, seconds)
        extra = (struct.pack('<HHQQ', 1, 16, 0, 0) if wide else b'') + times
        self.out.write(struct.pack('<IHHHHHIIIHH', 0x04034b50, *shared, *sizes, len(name), len(extra)) + name + extra)
        if later:
            sizes = self.deflate(content)
            self.out.write(struct.pack('<IIQQ' if wide else '<IIII', 0x08074b50, *sizes))
        else: self.out.write(body)
        self.note(shared, sizes, name, times, facts, begin)

    def deflate(self, content):
        packer, crc, packed, size = zlib.compressobj(6, zlib.DEFLATED, -15), 0, 0, 0
        for piece in content:
            crc, size, body = zlib.crc32(piece, crc), size + len(piece), packer.compress(piece)
            packed += len(body)
            self.out.write(body)
        body = packer.flush()
        self.out.write(body)
        return crc, packed + len(body), size

    def note(self, shared, sizes, name, extra, facts, begin):
        crc, packed, size = sizes
        if max(packed, size, begin) >= self.MOST:
            extra += struct.pack('<HHQQQ', 1, 24, size, packed, begin)
            packed = size = begin = self.MOST
        head = (0x02014b50, 3 << 8 | 45, *shared, crc, packed, size, len(name), len(extra))
        self.directory += struct.pack('<IHHHHHHIIIHHHHHII', *head, 0, 0, 0, facts.st_mode << 16 & self.MOST, begin) + name + extra
        self.count += 1

    def end(self):
        begin, count, size = self.out.at, self.count, len(self.directory)
        self.out.write(bytes(self.directory))
        if count >= 0xffff or begin + size >= self.MOST:
            self.out.write(struct.pack('<IQHHIIQQQQ', 0x06064b50, 44, 3 << 8 | 45, 45, 0, 0, count, count, size, begin))
            self.out.write(struct.pack('<IIQI', 0x07064b50, 0, begin + size, 1))
        count, size, begin = min(count, 0xffff), min(size, self.MOST), min(begin, self.MOST)
        self.out.write(struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, count, count, size, begin, 0))

    def dos_time(self, seconds):
        year, month, day, hour, minute, second = time.gmtime(max(seconds, 315532800))[:6] # from 1980 on
        return hour << 11 | minute << 5 | second >> 1, min(year - 1980, 127) << 9 | month << 5 | day
`;
