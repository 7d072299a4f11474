import type { Proof } from '../proof.js';

export const luaProof: Proof = {
  hello: 'print("ok")\n',
  echo: 'io.stdout:write(io.stdin:read("a"))\n',
  argsEnv: 'for _, argument in ipairs(arg) do print(argument) end\nprint(os.getenv("GREETING"))\n',
  multiFile: {
    files: {
      'main.lua': 'local parts = require("parts.answer")\nprint(parts.answer())\n',
      'parts/answer.lua': 'return { answer = function() return "ok" end }\n',
    },
    stdout: 'ok\n',
  },
  broken: 'print("ok"\nend\n',
  brokenMessage: /expected/,
  exit7: 'os.exit(7)\n',
  raise: 'os.execute("kill -" .. arg[1] .. " $PPID")\nos.execute("sleep 10")\n',
  spin: 'while true do end\n',
  sleep: 'while true do os.execute("sleep 3600") end\n',
  hog: 'local blocks = {}\nwhile true do blocks[#blocks + 1] = string.rep("x", 1048576) .. #blocks end\n',
  flood: 'while true do print("all work and no play") end\n',
  unicode: 'print("héllo → 世界 🎉")\n',
};
