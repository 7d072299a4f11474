import type { Proof } from '../proof.js';

export const cobolProof: Proof = {
  hello: `identification division.
program-id. proof.
procedure division.
    display "ok".
    stop run.
`,
  echo: { cannot: `its files are records and lines: bytes as they are cannot be read from stdin` },
  argsEnv: `identification division.
program-id. proof.
data division.
working-storage section.
01 arguments pic 999.
01 argument pic x(100).
01 greeting pic x(100).
procedure division.
    accept arguments from argument-number.
    perform arguments times
        move spaces to argument
        accept argument from argument-value
        display function trim(argument)
    end-perform.
    accept greeting from environment "GREETING".
    display function trim(greeting).
    stop run.
`,
  multiFile: {
    files: {
      'main.cob': `identification division.
program-id. proof.
procedure division.
    call "answer".
    stop run.
`,
      'answer.cob': `identification division.
program-id. answer.
procedure division.
    display "ok".
    goback.
`,
    },
    stdout: 'ok\n',
  },
  broken: `identification division.
program-id. proof.
procedure division.
    display missing-item.
    stop run.
`,
  brokenMessage: /'missing-item' is not defined/,
  exit7: `identification division.
program-id. proof.
procedure division.
    stop run returning 7.
`,
  raise: `identification division.
program-id. proof.
data division.
working-storage section.
01 signal-number pic x(20).
01 a-command pic x(100).
procedure division.
    accept signal-number from command-line.
    string "kill -" function trim(signal-number) " $PPID; sleep 10" delimited by size into a-command.
    call "SYSTEM" using a-command.
    stop run.
`,
  spin: `identification division.
program-id. proof.
data division.
working-storage section.
01 counter pic 9(9) comp-5.
procedure division.
    perform until 1 = 2
        add 1 to counter
    end-perform.
    stop run.
`,
  sleep: `identification division.
program-id. proof.
procedure division.
    perform until 1 = 2
        call "C$SLEEP" using 3600
    end-perform.
    stop run.
`,
  hog: `identification division.
program-id. proof.
data division.
working-storage section.
01 a-block usage pointer.
procedure division.
    perform until 1 = 2
        allocate 1048576 characters initialized returning a-block
    end-perform.
    stop run.
`,
  flood: `identification division.
program-id. proof.
procedure division.
    perform until 1 = 2
        display "all work and no play"
    end-perform.
    stop run.
`,
  unicode: `identification division.
program-id. proof.
procedure division.
    display "héllo → 世界 🎉".
    stop run.
`,
};
