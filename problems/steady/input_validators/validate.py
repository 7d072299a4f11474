"""Reads a test case on stdin; exits with 42 when it is well-formed, with 1 otherwise."""

import re
import sys

NATURAL = re.compile(r"0|[1-9][0-9]*")


def natural(text, low, high):
    assert NATURAL.fullmatch(text), f"not a number: {text[:40]!r}"
    value = int(text)
    assert low <= value <= high, f"out of range: {value}"
    return value


def validate(text):
    assert text.endswith("\n"), "no newline at the end"
    first, *readings = text[:-1].split("\n")
    n = natural(first, 1, 20_000)
    assert len(readings) == n, f"{n} readings announced, {len(readings)} present"
    for reading in readings:
        natural(reading, 0, 10**9)


try:
    validate(sys.stdin.buffer.read().decode("ascii"))
except (AssertionError, ValueError) as error:
    print(error, file=sys.stderr)
    sys.exit(1)
sys.exit(42)
