# Tries: to find the answers: walks all that it can see, and looks for the canary's words and other programs' files.
# Must: find none.
# Covers: L1
# Limits: wallMs=20000
# Expect: exited/0
import guard
import os

NAMES = (".ans", ".a", "answer", "secret-600", "secret-644", "judge_answer", "problem.yaml", "problem.xml")
SKIP = {"/proc", "/usr"}
for folder, folders, names in os.walk("/"):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in SKIP]
    for name in names:
        guard.must_be(f"{folder}/{name}", name.endswith(NAMES) and not folder.startswith("/opt"), False)
for path in ("/problems", "/data", "/judging", "../data/secret/01.ans", "/in/files", "/in/answer", os.environ.get("CANARY_FOLDER", "/canary")):
    guard.must_fail(path, lambda: os.listdir(path) or open("/nowhere"))
guard.must_be("what is in /in", set(os.listdir("/in")) <= {"artifact", "program", "stdin"}, True)
guard.end()
