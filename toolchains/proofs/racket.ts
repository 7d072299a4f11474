import type { Proof } from '../proof.js';

export const racketProof: Proof = {
  hello: `#lang racket/base
(displayln "ok")
`,
  echo: `#lang racket/base
(require racket/port)
(copy-port (current-input-port) (current-output-port))
`,
  argsEnv: `#lang racket/base
(for ([argument (current-command-line-arguments)]) (displayln argument))
(displayln (getenv "GREETING"))
`,
  multiFile: {
    files: {
      'main.rkt': `#lang racket/base
(require "parts/answer.rkt")
(displayln (answer))
`,
      'parts/answer.rkt': `#lang racket/base
(provide answer)
(define (answer) "ok")
`,
    },
    stdout: 'ok\n',
  },
  broken: `#lang racket/base
(displayln "ok"
`,
  brokenMessage: /expected a `\)`/,
  exit7: `#lang racket/base
(exit 7)
`,
  raise: {
    cannot:
      'a fault that it did not cause is an exception wherever it is just then, and how that ends varies',
  },
  spin: `#lang racket/base
(let loop () (loop))
`,
  sleep: `#lang racket/base
(let loop () (sleep 3600) (loop))
`,
  hog: `#lang racket/base
(let loop ([blocks '()]) (loop (cons (make-vector 131072 1) blocks)))
`,
  flood: `#lang racket/base
(let loop () (displayln "all work and no play") (loop))
`,
  unicode: `#lang racket/base
(displayln "héllo → 世界 🎉")
`,
};
