import type { Proof } from '../proof.js';

export const kotlinProof: Proof = {
  hello: `fun main() = println("ok")
`,
  echo: `fun main(args: Array<String>) {
    System.\`in\`.copyTo(System.out)
    System.out.flush()
}
`,
  argsEnv: `fun main(args: Array<String>) {
    args.forEach(::println)
    println(System.getenv("GREETING"))
}
`,
  multiFile: {
    files: {
      'main.kt': `import parts.answer

fun main() = println(answer() + Rest().text)
`,
      'Rest.kt': `class Rest(val text: String = "k")
`,
      'parts/answer.kt': `package parts

fun answer() = "o"
`,
    },
    stdout: 'ok\n',
  },
  broken: `fun main() = println(missing)
`,
  brokenMessage: /unresolved reference.*missing/i,
  exit7: `fun main(args: Array<String>) {
    kotlin.system.exitProcess(7)
}
`,
  raise: `fun main(args: Array<String>) {
    ProcessBuilder("/bin/sh", "-c", "kill -\${args[0]} \${ProcessHandle.current().pid()}").start()
    Thread.sleep(60_000)
}
`,
  spin: `fun main(args: Array<String>) {
    var i = 0L
    while (true) if (i++ < 0) println()
}
`,
  sleep: `fun main(args: Array<String>) {
    while (true) Thread.sleep(3_600_000)
}
`,
  hog: `fun main(args: Array<String>) {
    val blocks = mutableListOf<IntArray>()
    while (true) blocks.add(IntArray(1 shl 18))
}
`,
  flood: `fun main(args: Array<String>) {
    while (!System.out.checkError()) println("all work and no play")
}
`,
  unicode: `fun main() = println("héllo → 世界 🎉")
`,
};
