"""Every attack in Python starts with this: it runs nowhere but in a jail, and it ends by itself."""

import os
import signal
import sys

NOT_JAILED = 97
MOST_SECONDS = 20

if os.environ.get("JAILED") != "1" or not os.path.exists("/gate"):
    os._exit(NOT_JAILED)
signal.alarm(MOST_SECONDS)

_passed = False


def must_fail(what, attempt):
    """Says so when something that must fail does not."""
    global _passed
    try:
        result = attempt()
    except (OSError, ValueError):
        return
    print(f"{what} got through with {result!r:.80}")
    _passed = True


def must_be(what, real, wanted):
    global _passed
    if real != wanted:
        print(f"{what} is {real!r}, not {wanted!r}")
        _passed = True


def end():
    """Exits with 0 when all was refused."""
    if not _passed:
        print("refused")
    sys.exit(_passed)
