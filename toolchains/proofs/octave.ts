import type { Proof } from '../proof.js';

export const octaveProof: Proof = {
  hello: `disp("ok")
`,
  echo: `while true
  [block, count] = fread(stdin, 65536, "uint8=>uint8");
  if count == 0, break, end
  fwrite(stdout, block);
end
`,
  argsEnv: `cellfun(@(argument) printf("%s\\n", argument), argv());
printf("%s\\n", getenv("GREETING"));
`,
  multiFile: {
    files: {
      'main.m': `printf("%s\\n", answer());
`,
      'answer.m': `function text = answer()
  text = "ok";
end
`,
    },
    stdout: 'ok\n',
  },
  broken: `disp("ok"
if (
`,
  brokenMessage: /parse error/,
  exit7: `exit(7)
`,
  raise: `system(sprintf("kill -%s %d", argv(){1}, getpid()));
pause(2)
`,
  spin: `while true
end
`,
  sleep: `while true
  pause(3600)
end
`,
  hog: `blocks = {};
while true
  blocks{end + 1} = ones(1, 131072);
end
`,
  flood: `while true
  disp("all work and no play")
end
`,
  unicode: `disp("héllo → 世界 🎉")
`,
};
