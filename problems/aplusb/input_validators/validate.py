"""Reads a test case on stdin; exits with 42 when it is well-formed, with 1 otherwise."""

import re
import sys

INTEGER = re.compile(r"0|-?[1-9][0-9]*")


def integer(text, low, high):
    assert INTEGER.fullmatch(text), f"not an integer: {text[:40]!r}"
    value = int(text)
    assert low <= value <= high, f"out of range: {value}"
    return value


def validate(text):
    assert text.endswith("\n"), "no newline at the end"
    lines = text[:-1].split("\n")
    n = integer(lines[0], 1, 5_000)
    assert len(lines) == n + 1, f"{n} lines announced, {len(lines) - 1} present"
    for line in lines[1:]:
        a, b = line.split(" ")
        integer(a, -(10**18), 10**18)
        integer(b, -(10**18), 10**18)


try:
    validate(sys.stdin.buffer.read().decode("ascii"))
except (AssertionError, ValueError) as error:
    print(error, file=sys.stderr)
    sys.exit(1)
sys.exit(42)
