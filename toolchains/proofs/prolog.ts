import type { Proof } from '../proof.js';

export const prologProof: Proof = {
  hello: `main :- write(ok), nl.
`,
  echo: `main :-
    set_stream(user_input, type(binary)),
    set_stream(user_output, type(binary)),
    copy_stream_data(user_input, user_output).
`,
  argsEnv: `main :-
    current_prolog_flag(argv, [_|Arguments]),
    forall(member(Argument, Arguments), writeln(Argument)),
    getenv('GREETING', Greeting),
    writeln(Greeting).
`,
  multiFile: {
    files: {
      'main.pro': `:- ['parts/answer.pro'].

main :- answer(Text), writeln(Text).
`,
      'parts/answer.pro': `answer(ok).
`,
    },
    stdout: 'ok\n',
  },
  broken: `main :- writeln(ok).
main :- (.
`,
  brokenMessage: /Syntax error/,
  exit7: `main :- halt(7).
`,
  raise: `main :-
    current_prolog_flag(argv, [_, Number|_]),
    current_prolog_flag(pid, Pid),
    format(atom(Command), 'kill -~w ~w', [Number, Pid]),
    shell(Command),
    sleep(60).
`,
  spin: `main :- repeat, fail.
`,
  sleep: `main :- repeat, sleep(3600), fail.
`,
  hog: `main :- grow([]).

grow(Blocks) :- numlist(1, 10000, Block), grow([Block|Blocks]).
`,
  flood: `main :- repeat, writeln('all work and no play'), fail.
`,
  unicode: `main :- writeln('héllo → 世界 🎉').
`,
};
