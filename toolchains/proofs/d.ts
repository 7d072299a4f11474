import type { Proof } from '../proof.js';

export const dProof: Proof = {
  hello: `import std.stdio;

void main() { writeln("ok"); }
`,
  echo: `import std.stdio;

void main() {
    foreach (block; stdin.byChunk(65536)) stdout.rawWrite(block);
}
`,
  argsEnv: `import std.process, std.stdio;

void main(string[] args) {
    foreach (argument; args[1 .. $]) writeln(argument);
    writeln(environment["GREETING"]);
}
`,
  multiFile: {
    files: {
      'main.d': `import parts.answer;
import std.stdio;

void main() { writeln(answer()); }
`,
      'parts/answer.d': `module parts.answer;

string answer() { return "ok"; }
`,
    },
    stdout: 'ok\n',
  },
  broken: `void main() { int x = missing; }
`,
  brokenMessage: /undefined identifier `missing`/,
  exit7: `int main() { return 7; }
`,
  raise: `import core.stdc.signal, core.thread, std.conv;

void main(string[] args) {
    raise(args[1].to!int);
    Thread.sleep(60.seconds);
}
`,
  spin: `void main() {
    import core.volatile : volatileLoad;
    uint i;
    while (volatileLoad(&i) == 0) {}
}
`,
  sleep: `import core.thread;

void main() {
    while (true) Thread.sleep(1.hours);
}
`,
  hog: `ubyte[][] blocks;

void main() {
    while (true) {
        auto block = new ubyte[1 << 20];
        block[] = 1;
        blocks ~= block;
    }
}
`,
  flood: `import std.stdio;

void main() {
    while (true) writeln("all work and no play");
}
`,
  unicode: `import std.stdio;

void main() { writeln("héllo → 世界 🎉"); }
`,
};
