import type { Proof } from '../proof.js';

export const valaProof: Proof = {
  hello: `void main() {
    stdout.printf("ok\\n");
}
`,
  echo: `void main() {
    uint8 buffer[65536];
    size_t count;
    while ((count = stdin.read(buffer)) > 0) stdout.write(buffer[0:count]);
}
`,
  argsEnv: `void main(string[] args) {
    foreach (var argument in args[1:args.length]) stdout.printf("%s\\n", argument);
    stdout.printf("%s\\n", Environment.get_variable("GREETING"));
}
`,
  multiFile: {
    files: {
      'main.vala': `void main() {
    stdout.printf("%s\\n", Answer.text());
}
`,
      'answer.vala': `namespace Answer {
    public string text() {
        return "ok";
    }
}
`,
    },
    stdout: 'ok\n',
  },
  broken: `void main() {
    missing();
}
`,
  brokenMessage: /The name `missing. does not exist/,
  exit7: `int main() {
    return 7;
}
`,
  raise: `[CCode (cname = "raise", cheader_filename = "signal.h")]
extern int raise_signal(int number);

void main(string[] args) {
    raise_signal(int.parse(args[1]));
}
`,
  spin: `void main() {
    uint i = 0;
    while (AtomicUint.add(ref i, 1) >= 0) {}
}
`,
  sleep: `void main() {
    while (true) Thread.usleep((ulong) 3600000000);
}
`,
  hog: `void main() {
    string[] blocks = {};
    while (true) blocks += string.nfill(1048576, 'x');
}
`,
  flood: `void main() {
    int i = 0;
    while (i >= 0) stdout.printf("all work and no play\\n");
}
`,
  unicode: `void main() {
    stdout.printf("héllo → 世界 🎉\\n");
}
`,
};
