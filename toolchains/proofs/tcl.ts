import type { Proof } from '../proof.js';

export const tclProof: Proof = {
  hello: `puts ok
`,
  echo: `fconfigure stdin -translation binary
fconfigure stdout -translation binary
fcopy stdin stdout
`,
  argsEnv: `foreach argument $argv {puts $argument}
puts $env(GREETING)
`,
  multiFile: {
    files: {
      'main.tcl': `source parts/answer.tcl
puts [answer]
`,
      'parts/answer.tcl': `proc answer {} {return ok}
`,
    },
    stdout: 'ok\n',
  },
  broken: `puts ok
if {1} {
`,
  brokenMessage: /missing close-brace/,
  exit7: `exit 7
`,
  raise: `exec kill -[lindex $argv 0] [pid]
after 60000
`,
  spin: `while 1 {}
`,
  sleep: `while 1 {after 3600000}
`,
  hog: `while 1 {append blocks [string repeat x 1048576]}
`,
  flood: `while 1 {puts "all work and no play"}
`,
  unicode: `puts "héllo → 世界 🎉"
`,
};
