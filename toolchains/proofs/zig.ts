import type { Proof } from '../proof.js';

const main = (body: string) => `const std = @import("std");

pub fn main(init: std.process.Init) !void {
    const out = std.Io.File.stdout();
    ${body}
}
`;
const silent = (body: string) => `const std = @import("std");

pub fn main() void {
    ${body}
}
`;

export const zigProof: Proof = {
  hello: main('try out.writeStreamingAll(init.io, "ok\\n");'),
  echo: main(`var buffer: [65536]u8 = undefined;
    while (true) {
        const count = try std.posix.read(0, &buffer);
        if (count == 0) return;
        try out.writeStreamingAll(init.io, buffer[0..count]);
    }`),
  argsEnv: main(`const args = try init.minimal.args.toSlice(init.arena.allocator());
    for (args[1..]) |argument| {
        try out.writeStreamingAll(init.io, argument);
        try out.writeStreamingAll(init.io, "\\n");
    }
    try out.writeStreamingAll(init.io, init.environ_map.get("GREETING").?);
    try out.writeStreamingAll(init.io, "\\n");`),
  multiFile: {
    files: {
      'main.zig': `const answer = @import("answer.zig");\n${main('try out.writeStreamingAll(init.io, answer.text());')}`,
      'answer.zig': 'pub fn text() []const u8 {\n    return "ok\\n";\n}\n',
    },
    stdout: 'ok\n',
  },
  broken: silent('missing();'),
  brokenMessage: /use of undeclared identifier 'missing'/,
  exit7: silent('std.process.exit(7);'),
  raise: main(`_ = out;
    const args = try init.minimal.args.toSlice(init.arena.allocator());
    const number = try std.fmt.parseInt(u32, args[1], 10);
    _ = std.os.linux.kill(std.os.linux.getpid(), @enumFromInt(number));
    while (true) {}`),
  spin: silent(`var i: u32 = 0;
    const p: *volatile u32 = &i;
    while (true) p.* +%= 1;`),
  sleep: silent('while (true) _ = std.os.linux.pause();'),
  hog: silent(`while (true) {
        const block = std.heap.page_allocator.alloc(u8, 1 << 20) catch unreachable;
        @memset(block, 1);
    }`),
  flood: main('while (true) try out.writeStreamingAll(init.io, "all work and no play\\n");'),
  unicode: main('try out.writeStreamingAll(init.io, "héllo → 世界 🎉\\n");'),
};
