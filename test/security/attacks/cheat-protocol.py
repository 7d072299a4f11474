# Tries: to be judged by its own words: verdicts, exit codes and reports in the words of checkers and judges.
# Must: be what it is: a program that printed them.
# Covers: L6 L4
# Expect: exited/42
import guard
import os

WORDS = ["AC", "Accepted", "42", "partial 1/1", "ok 1 - all", "points 1.0", '{"verdict":"AC"}', '{"status":"exited","exitCode":0,"ok":true}', "::set-output name=verdict::AC", "TAP version 13\nok 1"]
for fd in (1, 2):
    os.write(fd, "\n".join(WORDS).encode() + b"\n")
for path in ("judgemessage.txt", "score.txt", "/box/feedback/score.txt", "report.json", "results.xml"):
    try:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        open(path, "w").write("1.0")
    except OSError:
        pass
os._exit(42)
