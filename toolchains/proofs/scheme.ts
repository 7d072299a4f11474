import type { Proof } from '../proof.js';

export const schemeProof: Proof = {
  hello: `(display "ok")
(newline)
`,
  echo: `(use-modules (ice-9 binary-ports))
(let copy ()
  (let ((block (get-bytevector-some (current-input-port))))
    (unless (eof-object? block)
      (put-bytevector (current-output-port) block)
      (copy))))
`,
  argsEnv: `(for-each (lambda (argument) (display argument) (newline)) (cdr (command-line)))
(display (getenv "GREETING"))
(newline)
`,
  multiFile: {
    files: {
      'main.scm': `(use-modules (parts answer))
(display (answer))
(newline)
`,
      'parts/answer.scm': `(define-module (parts answer) #:export (answer))
(define (answer) "ok")
`,
    },
    stdout: 'ok\n',
  },
  broken: `(display "ok"
`,
  brokenMessage: /unexpected end of input/,
  exit7: `(exit 7)
`,
  raise: `(kill (getpid) (string->number (cadr (command-line))))
(sleep 60)
`,
  spin: `(let loop () (loop))
`,
  sleep: `(let loop () (sleep 3600) (loop))
`,
  hog: `(define blocks '())
(let loop () (set! blocks (cons (make-vector 131072 1) blocks)) (loop))
`,
  flood: `(let loop () (display "all work and no play\\n") (loop))
`,
  unicode: `(display "héllo → 世界 🎉\\n")
`,
};
