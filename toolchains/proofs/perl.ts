import type { Proof } from '../proof.js';

export const perlProof: Proof = {
  hello: 'print "ok\\n";\n',
  echo: 'binmode STDIN; binmode STDOUT;\nwhile (read STDIN, my $block, 65536) { print $block }\n',
  argsEnv: 'print "$_\\n" for @ARGV;\nprint "$ENV{GREETING}\\n";\n',
  multiFile: {
    files: {
      'main.pl': 'use lib ".";\nuse Answer;\nprint Answer::answer(), "\\n";\n',
      'Answer.pm': 'package Answer;\nsub answer { "ok" }\n1;\n',
    },
    stdout: 'ok\n',
  },
  broken: 'print "ok;\nif {\n',
  brokenMessage: /syntax error|Can't find string terminator/,
  exit7: 'exit 7;\n',
  raise: 'kill $ARGV[0], $$;\nsleep 1;\n',
  spin: '1 while 1;\n',
  sleep: 'sleep 3600 while 1;\n',
  hog: 'my @blocks;\npush @blocks, "x" x 1048576 while 1;\n',
  flood: 'print "all work and no play\\n" while 1;\n',
  unicode: 'print "héllo → 世界 🎉\\n";\n',
};
