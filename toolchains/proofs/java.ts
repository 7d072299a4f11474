import type { Proof } from '../proof.js';

const main = (body: string) => `import java.util.*;
public class Main {
  public static void main(String[] args) throws Exception {
    ${body}
  }
}
`;

export const javaProof: Proof = {
  hello: main('System.out.println("ok");'),
  echo: main('System.in.transferTo(System.out); System.out.flush();'),
  argsEnv: main(
    'for (String argument : args) System.out.println(argument); System.out.println(System.getenv("GREETING"));',
  ),
  multiFile: {
    files: {
      'Main.java': main('System.out.println(parts.First.TEXT + new Rest().text());'),
      'Rest.java': 'class Rest { String text() { return "k"; } }\n',
      'parts/First.java': 'package parts;\npublic class First { public static final String TEXT = "o"; }\n',
    },
    stdout: 'ok\n',
  },
  broken: main('int x = missing;'),
  brokenMessage: /cannot find symbol/,
  exit7: main('System.exit(7);'),
  raise: main(
    'new ProcessBuilder("/bin/sh", "-c", "kill -" + args[0] + " " + ProcessHandle.current().pid()).start(); Thread.sleep(60_000);',
  ),
  spin: main('for (long i = 0; ; i++) if (i < 0) System.out.println();'),
  sleep: main('while (true) Thread.sleep(3_600_000);'),
  hog: main('List<int[]> blocks = new ArrayList<>(); while (true) blocks.add(new int[1 << 18]);'),
  flood: main('while (!System.out.checkError()) System.out.println("all work and no play");'),
  unicode: main('System.out.println("héllo → 世界 🎉");'),
};
