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
    lines = text[:-1].split("\n")
    first, second = lines[0].split(" ")
    n = natural(first, 1, 25_000)
    q = natural(second, 1, 60_000)
    grain = lines[1].split(" ")
    assert len(grain) == n, f"{n} stores announced, {len(grain)} present"
    for amount in grain:
        natural(amount, 0, 10**9)
    assert len(lines) == q + 2, f"{q} events announced, {len(lines) - 2} present"
    questions = sum(validate_event(line, n) for line in lines[2:])
    assert questions > 0, "nobody asks"


def validate_event(line, n):
    kind, *islands = line.split(" ")
    assert (kind, len(islands)) in (("1", 2), ("2", 1)), f"not an event: {line[:40]!r}"
    for island in islands:
        natural(island, 1, n)
    return kind == "2"


try:
    validate(sys.stdin.buffer.read().decode("ascii"))
except (AssertionError, ValueError) as error:
    print(error, file=sys.stderr)
    sys.exit(1)
sys.exit(42)
