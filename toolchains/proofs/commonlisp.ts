import type { Proof } from '../proof.js';

export const commonlispProof: Proof = {
  hello: `(format t "ok~%")
`,
  echo: `(let ((input (sb-sys:make-fd-stream 0 :element-type '(unsigned-byte 8) :buffering :full))
      (output (sb-sys:make-fd-stream 1 :output t :input nil :element-type '(unsigned-byte 8) :buffering :full))
      (buffer (make-array 65536 :element-type '(unsigned-byte 8))))
  (loop for count = (read-sequence buffer input)
        while (plusp count) do (write-sequence buffer output :end count))
  (finish-output output))
`,
  argsEnv: `(dolist (argument (rest sb-ext:*posix-argv*)) (format t "~a~%" argument))
(format t "~a~%" (sb-ext:posix-getenv "GREETING"))
`,
  multiFile: {
    files: {
      'main.lisp': `(load "parts/answer.lisp")
(format t "~a~%" (answer))
`,
      'parts/answer.lisp': `(defun answer () "ok")
`,
    },
    stdout: 'ok\n',
  },
  broken: `(format t "ok~%"
`,
  brokenMessage: /end of file|END-OF-FILE/i,
  exit7: `(sb-ext:exit :code 7)
`,
  raise: `(sb-alien:alien-funcall (sb-alien:extern-alien "raise" (function sb-alien:int sb-alien:int))
  (parse-integer (car (last sb-ext:*posix-argv*))))
(sleep 60)
`,
  spin: `(loop)
`,
  sleep: `(loop (sleep 3600))
`,
  hog: `(defvar *blocks* nil)
(loop (push (make-array 131072 :initial-element 1) *blocks*))
`,
  flood: `(loop (format t "all work and no play~%"))
`,
  unicode: `(format t "héllo → 世界 🎉~%")
`,
};
