import type { Proof } from '../proof.js';

export const groovyProof: Proof = {
  hello: `println 'ok'
`,
  echo: `System.in.transferTo(System.out)
System.out.flush()
`,
  argsEnv: `args.each { println it }
println System.getenv('GREETING')
`,
  multiFile: {
    files: {
      'main.groovy': `import parts.Answer

println Answer.text() + new Rest().text
`,
      'Rest.groovy': `class Rest { String text = 'k' }
`,
      'parts/Answer.groovy': `package parts

class Answer { static String text() { 'o' } }
`,
    },
    stdout: 'ok\n',
  },
  broken: `println 'ok
if (
`,
  brokenMessage: /Unexpected|startup failed/,
  exit7: `System.exit(7)
`,
  raise: `new ProcessBuilder('/bin/sh', '-c', "kill -\${args[0]} \${ProcessHandle.current().pid()}").start()
Thread.sleep(60_000)
`,
  spin: `long i = 0
while (true) i++
`,
  sleep: `while (true) Thread.sleep(3_600_000)
`,
  hog: `def blocks = []
while (true) blocks << new int[1 << 18]
`,
  flood: `while (!System.out.checkError()) println 'all work and no play'
`,
  unicode: `println 'héllo → 世界 🎉'
`,
};
