import type { Proof } from '../proof.js';

export const rubyProof: Proof = {
  hello: 'puts "ok"\n',
  echo: '$stdin.binmode\n$stdout.binmode\nIO.copy_stream($stdin, $stdout)\n',
  argsEnv: 'ARGV.each { |argument| puts argument }\nputs ENV["GREETING"]\n',
  multiFile: {
    files: {
      'main.rb': 'require_relative "parts/answer"\nputs answer\n',
      'parts/answer.rb': 'def answer\n  "ok"\nend\n',
    },
    stdout: 'ok\n',
  },
  broken: 'def answer(\nputs "ok"\n',
  brokenMessage: /syntax error/i,
  exit7: 'exit 7\n',
  raise: 'Process.kill(ARGV[0].to_i, Process.pid)\nsleep\n',
  spin: 'loop {}\n',
  sleep: 'sleep\n',
  hog: 'blocks = []\nloop { blocks << "x" * 1_048_576 }\n',
  flood: 'loop { puts "all work and no play" }\n',
  unicode: 'puts "héllo → 世界 🎉"\n',
};
