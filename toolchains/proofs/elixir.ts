import type { Proof } from '../proof.js';

export const elixirProof: Proof = {
  hello: `IO.puts("ok")
`,
  echo: `:io.setopts(:standard_io, encoding: :latin1)

copy = fn copy ->
  case IO.binread(:stdio, 65536) do
    data when is_binary(data) ->
      IO.binwrite(:stdio, data)
      copy.(copy)

    :eof ->
      :ok
  end
end

copy.(copy)
`,
  argsEnv: `Enum.each(System.argv(), &IO.puts/1)
IO.puts(System.get_env("GREETING"))
`,
  multiFile: {
    files: {
      'main.exs': `Code.require_file("parts/answer.exs", __DIR__)
IO.puts(Answer.text())
`,
      'parts/answer.exs': `defmodule Answer do
  def text, do: "ok"
end
`,
    },
    stdout: 'ok\n',
  },
  broken: `IO.puts("ok"
`,
  brokenMessage: /TokenMissingError|SyntaxError|MismatchedDelimiterError/,
  exit7: `System.halt(7)
`,
  raise: `System.cmd("kill", ["-" <> hd(System.argv()), System.pid()])
Process.sleep(2_000)
`,
  spin: `defmodule Spin do
  def spin, do: spin()
end

Spin.spin()
`,
  sleep: `Process.sleep(:infinity)
`,
  hog: `defmodule Hog do
  def loop(blocks), do: loop([Enum.to_list(1..10_000) | blocks])
end

Hog.loop([])
`,
  flood: `defmodule Flood do
  def loop do
    IO.puts("all work and no play")
    loop()
  end
end

Flood.loop()
`,
  unicode: `IO.puts("héllo → 世界 🎉")
`,
};
