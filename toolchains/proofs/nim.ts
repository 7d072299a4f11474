import type { Proof } from '../proof.js';

export const nimProof: Proof = {
  hello: `echo "ok"
`,
  echo: `var buffer: array[65536, byte]
while true:
  let count = stdin.readBuffer(addr buffer, buffer.len)
  if count == 0: break
  discard stdout.writeBuffer(addr buffer, count)
`,
  argsEnv: `import os

for argument in commandLineParams(): echo argument
echo getEnv("GREETING")
`,
  multiFile: {
    files: {
      'main.nim': `import parts/answer

echo answer()
`,
      'parts/answer.nim': `proc answer*(): string = "ok"
`,
    },
    stdout: 'ok\n',
  },
  broken: `echo missing
`,
  brokenMessage: /undeclared identifier: 'missing'/,
  exit7: `quit(7)
`,
  raise: `import os, strutils
proc raiseSignal(number: cint): cint {.importc: "raise", header: "<signal.h>".}

discard raiseSignal(cint(parseInt(paramStr(1))))
sleep(60_000)
`,
  spin: `var i = 0
while i >= 0: i = (i + 1) and 0xffff
`,
  sleep: `import os

while true: sleep(3_600_000)
`,
  hog: `import strutils

var blocks: seq[string]
while true: blocks.add(repeat('x', 1048576))
`,
  flood: `while true: echo "all work and no play"
`,
  unicode: `echo "héllo → 世界 🎉"
`,
};
