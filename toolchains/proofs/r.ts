import type { Proof } from '../proof.js';

export const rProof: Proof = {
  hello: `cat("ok\\n")
`,
  echo: `input <- pipe("cat", "rb")
output <- pipe("cat", "wb")
while (length(block <- readBin(input, "raw", 65536)) > 0) writeBin(block, output)
`,
  argsEnv: `cat(paste0(commandArgs(trailingOnly = TRUE), "\\n"), sep = "")
cat(Sys.getenv("GREETING"), "\\n", sep = "")
`,
  multiFile: {
    files: {
      'main.R': `source("parts/answer.R")
cat(answer(), "\\n", sep = "")
`,
      'parts/answer.R': `answer <- function() "ok"
`,
    },
    stdout: 'ok\n',
  },
  broken: `cat("ok\\n"
if (
`,
  brokenMessage: /unexpected/,
  exit7: `quit(status = 7)
`,
  raise: `tools::pskill(Sys.getpid(), as.integer(commandArgs(trailingOnly = TRUE)[1]))
Sys.sleep(60)
`,
  spin: `while (TRUE) {}
`,
  sleep: `while (TRUE) Sys.sleep(3600)
`,
  hog: `blocks <- list()
while (TRUE) blocks[[length(blocks) + 1]] <- rep(1, 131072)
`,
  flood: `while (TRUE) cat("all work and no play\\n")
`,
  unicode: `cat("héllo → 世界 🎉\\n")
`,
};
