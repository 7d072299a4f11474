import type { Proof } from '../proof.js';

export const clojureProof: Proof = {
  hello: `(println "ok")
`,
  echo: `(.transferTo System/in System/out)
(.flush System/out)
`,
  argsEnv: `(doseq [argument *command-line-args*] (println argument))
(println (System/getenv "GREETING"))
`,
  multiFile: {
    files: {
      'main.clj': `(require '[parts.answer :refer [answer]])
(println (answer))
`,
      'parts/answer.clj': `(ns parts.answer)
(defn answer [] "ok")
`,
    },
    stdout: 'ok\n',
  },
  broken: `(println "ok"
`,
  brokenMessage: /EOF while reading/,
  exit7: `(System/exit 7)
`,
  raise: `(.start (ProcessBuilder. ["/bin/sh" "-c" (str "kill -" (first *command-line-args*) " " (.pid (java.lang.ProcessHandle/current)))]))
(Thread/sleep 60000)
`,
  spin: `(loop [i 0] (recur (unchecked-inc i)))
`,
  sleep: `(while true (Thread/sleep 3600000))
`,
  hog: `(loop [blocks nil] (recur (cons (int-array 262144) blocks)))
`,
  flood: `(while true (println "all work and no play"))
`,
  unicode: `(println "héllo → 世界 🎉")
`,
};
