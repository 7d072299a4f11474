import type { Proof } from '../proof.js';

export const haskellProof: Proof = {
  hello: `main :: IO ()
main = putStrLn "ok"
`,
  echo: `import Foreign.Marshal.Alloc (allocaBytes)
import System.IO

main :: IO ()
main = allocaBytes size copy
  where
    size = 65536
    copy buffer = do
      count <- hGetBuf stdin buffer size
      if count == 0 then pure () else hPutBuf stdout buffer count >> copy buffer
`,
  argsEnv: `import System.Environment

main :: IO ()
main = do
  getArgs >>= mapM_ putStrLn
  getEnv "GREETING" >>= putStrLn
`,
  multiFile: {
    files: {
      'main.hs': `import Parts.Answer (answer)
import Rest (rest)

main :: IO ()
main = putStrLn (answer ++ rest)
`,
      'Rest.hs': `module Rest where

rest :: String
rest = "k"
`,
      'Parts/Answer.hs': `module Parts.Answer where

answer :: String
answer = "o"
`,
    },
    stdout: 'ok\n',
  },
  broken: `main :: IO ()
main = putStrLn missing
`,
  brokenMessage: /not in scope: missing/,
  exit7: `import System.Exit

main :: IO ()
main = exitWith (ExitFailure 7)
`,
  raise: `{-# LANGUAGE ForeignFunctionInterface #-}
import Control.Concurrent (threadDelay)
import Foreign.C.Types
import System.Environment

foreign import ccall "raise" raise :: CInt -> IO CInt

main :: IO ()
main = do
  [number] <- getArgs
  _ <- raise (read number)
  threadDelay 60000000
`,
  spin: `main :: IO ()
main = go (0 :: Int)
  where
    go i = if i < 0 then print i else go (i + 1)
`,
  sleep: `import Control.Concurrent (threadDelay)

main :: IO ()
main = threadDelay 3600000000 >> main
`,
  hog: `main :: IO ()
main = print (product (reverse [1 :: Integer ..]))
`,
  flood: `main :: IO ()
main = putStrLn "all work and no play" >> main
`,
  unicode: `main :: IO ()
main = putStrLn "héllo → 世界 🎉"
`,
};
