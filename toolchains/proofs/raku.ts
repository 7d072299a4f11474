import type { Proof } from '../proof.js';

export const rakuProof: Proof = {
  hello: `say 'ok';
`,
  echo: `while $*IN.read(65536) -> $block {
    last unless $block.elems;
    $*OUT.write($block);
}
`,
  argsEnv: `.say for @*ARGS;
say %*ENV<GREETING>;
`,
  multiFile: {
    files: {
      'main.raku': `use lib $?FILE.IO.dirname;
use Answer;
say answer();
`,
      'Answer.rakumod': `unit module Answer;
sub answer() is export { 'ok' }
`,
    },
    stdout: 'ok\n',
  },
  broken: `say 'ok;
if {
`,
  brokenMessage: /SORRY|Unable to parse/,
  exit7: `exit 7;
`,
  raise: `shell "kill -@*ARGS[0] $*PID";
sleep 60;
`,
  spin: `loop {}
`,
  sleep: `sleep 3600 while True;
`,
  hog: `my @blocks;
loop { @blocks.push: Buf.new(1 xx 100_000) }
`,
  flood: `loop { say 'all work and no play' }
`,
  unicode: `say 'héllo → 世界 🎉';
`,
};
