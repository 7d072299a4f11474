import type { Proof } from '../proof.js';

const main = (imports: readonly string[], body: string) => `package main

${imports.map((name) => `import "${name}"`).join('\n')}

func main() {
${body}
}
`;

export const goProof: Proof = {
  hello: main(['fmt'], '\tfmt.Println("ok")'),
  echo: main(['io', 'os'], '\tio.Copy(os.Stdout, os.Stdin)'),
  argsEnv: main(
    ['fmt', 'os'],
    '\tfor _, argument := range os.Args[1:] {\n\t\tfmt.Println(argument)\n\t}\n\tfmt.Println(os.Getenv("GREETING"))',
  ),
  multiFile: {
    files: {
      'main.go': main(['fmt'], '\tfmt.Println(answer())'),
      'answer.go': 'package main\n\nfunc answer() string { return "ok" }\n',
    },
    stdout: 'ok\n',
  },
  broken: main([], '\tmissing()'),
  brokenMessage: /undefined: missing/,
  exit7: main(['os'], '\tos.Exit(7)'),
  raise: main(
    ['os', 'strconv', 'syscall', 'time'],
    '\tn, _ := strconv.Atoi(os.Args[1])\n\tsyscall.Kill(os.Getpid(), syscall.Signal(n))\n\ttime.Sleep(time.Minute)',
  ),
  spin: main([], '\tfor {\n\t}'),
  sleep: main(['time'], '\tfor {\n\t\ttime.Sleep(time.Hour)\n\t}'),
  hog: `package main

var blocks [][]byte

func main() {
	for {
		block := make([]byte, 1<<20)
		for i := range block {
			block[i] = 1
		}
		blocks = append(blocks, block)
	}
}
`,
  flood: main(['fmt'], '\tfor {\n\t\tfmt.Println("all work and no play")\n\t}'),
  unicode: main(['fmt'], '\tfmt.Println("héllo → 世界 🎉")'),
};
