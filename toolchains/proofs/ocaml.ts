import type { Proof } from '../proof.js';

export const ocamlProof: Proof = {
  hello: `let () = print_endline "ok"
`,
  echo: `let () =
  set_binary_mode_in stdin true;
  set_binary_mode_out stdout true;
  let buffer = Bytes.create 65536 in
  let rec copy () =
    let count = input stdin buffer 0 65536 in
    if count > 0 then (output stdout buffer 0 count; copy ())
  in
  copy ()
`,
  argsEnv: `let () =
  Array.iteri (fun i argument -> if i > 0 then print_endline argument) Sys.argv;
  print_endline (Sys.getenv "GREETING")
`,
  multiFile: {
    files: {
      'main.ml': `let () = print_endline (Answer.text () ^ Rest.text)
`,
      'answer.ml': `let text () = String.sub Rest.letters 0 1
`,
      'rest.ml': `let letters = "o"
let text = "k"
`,
    },
    stdout: 'ok\n',
  },
  broken: `let () = print_endline missing
`,
  brokenMessage: /Unbound value missing/,
  exit7: `let () = exit 7
`,
  // Its handler of SIGSEGV restores the default and returns, so that a real fault happens again: hence the loop.
  raise: `let () =
  while true do ignore (Sys.command (Printf.sprintf "kill -%s %d" Sys.argv.(1) (Unix.getpid ()))) done
`,
  spin: `let () = while true do () done
`,
  sleep: `let () = while true do Unix.sleep 3600 done
`,
  hog: `let blocks = ref []
let () = while true do blocks := Bytes.make 1048576 'x' :: !blocks done
`,
  flood: `let () = while true do print_endline "all work and no play" done
`,
  unicode: `let () = print_endline "héllo → 世界 🎉"
`,
};
