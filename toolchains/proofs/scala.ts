import type { Proof } from '../proof.js';

export const scalaProof: Proof = {
  hello: `@main def hello(): Unit = println("ok")
`,
  echo: `object Main {
  def main(args: Array[String]): Unit = {
    System.in.transferTo(System.out)
    System.out.flush()
  }
}
`,
  argsEnv: `object Main {
  def main(args: Array[String]): Unit = {
    args.foreach(println)
    println(sys.env("GREETING"))
  }
}
`,
  multiFile: {
    files: {
      'main.scala': `import parts.answer

@main def run() = println(answer() + Rest().text)
`,
      'Rest.scala': `class Rest(val text: String = "k")
`,
      'parts/answer.scala': `package parts

def answer() = "o"
`,
    },
    stdout: 'ok\n',
  },
  broken: `@main def hello() = println(missing)
`,
  brokenMessage: /Not found: missing/,
  exit7: `object Main {
  def main(args: Array[String]): Unit = {
    sys.exit(7)
  }
}
`,
  raise: `object Main {
  def main(args: Array[String]): Unit = {
    ProcessBuilder("/bin/sh", "-c", s"kill -\${args(0)} \${ProcessHandle.current().pid()}").start()
    Thread.sleep(60000)
  }
}
`,
  spin: `object Main {
  def main(args: Array[String]): Unit = {
    var i = 0L
    while (true) { i += 1; if (i < 0) println() }
  }
}
`,
  sleep: `object Main {
  def main(args: Array[String]): Unit = {
    while (true) Thread.sleep(3600000)
  }
}
`,
  hog: `object Main {
  def main(args: Array[String]): Unit = {
    val blocks = scala.collection.mutable.ListBuffer[Array[Int]]()
    while (true) blocks += new Array[Int](1 << 18)
  }
}
`,
  flood: `object Main {
  def main(args: Array[String]): Unit = {
    while (!System.out.checkError()) println("all work and no play")
  }
}
`,
  unicode: `@main def hello() = println("héllo → 世界 🎉")
`,
};
