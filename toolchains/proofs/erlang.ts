import type { Proof } from '../proof.js';

export const erlangProof: Proof = {
  hello: `-module(main).
-export([main/0]).

main() -> io:format("ok~n").
`,
  echo: `-module(main).
-export([main/1]).

main(Args) ->
    _ = Args,
    ok = io:setopts([binary, {encoding, latin1}]),
    copy().

copy() ->
    case file:read(standard_io, 65536) of
        {ok, Data} -> file:write(standard_io, Data), copy();
        eof -> ok
    end.
`,
  argsEnv: `-module(main).
-export([main/1]).

main(Args) ->
    [io:format("~ts~n", [Argument]) || Argument <- Args],
    io:format("~ts~n", [os:getenv("GREETING")]).
`,
  multiFile: {
    files: {
      'main.erl': `-module(main).
-export([main/0]).

main() -> io:format("~s~n", [answer:text()]).
`,
      'answer.erl': `-module(answer).
-export([text/0]).

text() -> "ok".
`,
    },
    stdout: 'ok\n',
  },
  broken: `-module(main).
-export([main/0]).

main() -> Missing.
`,
  brokenMessage: /variable 'Missing' is unbound/,
  exit7: `-module(main).
-export([main/1]).

main(Args) ->
    _ = Args,
    halt(7).
`,
  raise: `-module(main).
-export([main/1]).

main(Args) ->
    os:cmd("kill -" ++ hd(Args) ++ " " ++ os:getpid()),
    timer:sleep(2000).
`,
  spin: `-module(main).
-export([main/0]).

main() -> main().
`,
  sleep: `-module(main).
-export([main/0]).

main() -> timer:sleep(3600000), main().
`,
  hog: `-module(main).
-export([main/0]).

main() -> loop([]).

loop(Blocks) -> loop([lists:seq(1, 10000) | Blocks]).
`,
  flood: `-module(main).
-export([main/0]).

main() -> io:format("all work and no play~n"), main().
`,
  unicode: `-module(main).
-export([main/0]).

main() -> io:format("~ts~n", ["héllo → 世界 🎉"]).
`,
};
