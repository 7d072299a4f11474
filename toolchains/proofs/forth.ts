import type { Proof } from '../proof.js';

export const forthProof: Proof = {
  hello: `." ok" cr
`,
  echo: `65536 constant size
create buffer size allot
: copy begin buffer size stdin read-file throw dup while buffer swap stdout write-file throw repeat drop ;
copy
`,
  argsEnv: `: show begin next-arg over while type cr repeat 2drop ;
show s" GREETING" getenv type cr
`,
  multiFile: {
    files: {
      'main.fs': `s" parts/answer.fs" included
answer type cr
`,
      'parts/answer.fs': `: answer s" ok" ;
`,
    },
    stdout: 'ok\n',
  },
  broken: `." ok" cr missing
`,
  brokenMessage: /Undefined word/,
  exit7: `7 (bye)
`,
  raise: `: send s" kill -" pad place next-arg pad +place s"  $PPID" pad +place pad count system ;
send 60000 ms
`,
  spin: `: spin begin again ;
spin
`,
  sleep: `: rest begin 3600000 ms again ;
rest
`,
  hog: `: hog begin 1048576 allocate throw 1048576 1 fill again ;
hog
`,
  flood: `: flood begin ." all work and no play" cr again ;
flood
`,
  unicode: `." héllo → 世界 🎉" cr
`,
};
