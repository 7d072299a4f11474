import type { Proof } from '../proof.js';

export const crystalProof: Proof = {
  hello: `puts "ok"
`,
  echo: `IO.copy(STDIN, STDOUT)
`,
  argsEnv: `ARGV.each { |argument| puts argument }
puts ENV["GREETING"]
`,
  multiFile: {
    files: {
      'main.cr': `require "./parts/answer"
puts answer
`,
      'parts/answer.cr': `def answer
  "ok"
end
`,
    },
    stdout: 'ok\n',
  },
  broken: `puts missing
`,
  brokenMessage: /undefined local variable or method 'missing'/,
  exit7: `exit 7
`,
  raise: `lib LibC
  fun raise(number : Int) : Int
end

LibC.raise(ARGV[0].to_i)
sleep 60
`,
  spin: `i = 0_u32
loop { i &+= 1 }
`,
  sleep: `loop { sleep 3600 }
`,
  hog: `blocks = [] of Bytes
loop { blocks << Bytes.new(1_048_576, 1_u8) }
`,
  flood: `loop { puts "all work and no play" }
`,
  unicode: `puts "héllo → 世界 🎉"
`,
};
