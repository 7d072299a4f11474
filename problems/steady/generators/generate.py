"""Writes data/secret: the same files on every run. Answers are computed in whole numbers and rounded once."""

import random
from decimal import Decimal, getcontext
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
MAX_COUNT = 20_000
MAX_READING = 10**9
getcontext().prec = 60


def answer(readings):
    n = len(readings)
    total = sum(readings)
    mean = Decimal(total) / n
    deviation = (Decimal(n * sum(x * x for x in readings) - total * total)).sqrt() / n
    weighted = sum((2 * i - n + 1) * x for i, x in enumerate(sorted(readings)))
    disagreement = Decimal(2 * weighted) / (n * (n - 1)) if n > 1 else Decimal(0)
    return f"{mean:.12f}\n{deviation:.12f}\n{disagreement:.12f}\n"


def write(name, readings):
    (SECRET / f"{name}.in").write_text("".join(f"{value}\n" for value in (len(readings), *readings)))
    (SECRET / f"{name}.ans").write_text(answer(readings))


def between(rng, low, high, count):
    return [rng.randint(low, high) for _ in range(count)]


def main():
    rng = random.Random(20_240_303)
    SECRET.mkdir(parents=True, exist_ok=True)
    write("01-single", [123_456_789])
    write("02-two", [0, MAX_READING])
    write("03-equal", [999_999_999] * 1_000)
    write("04-small", between(rng, 0, 20, 100))
    write("05-wide", between(rng, 0, MAX_READING, 900))
    write("06-heavy-jar", between(rng, MAX_READING - 9, MAX_READING, 900))
    write("07-heavy-jar-many", between(rng, MAX_READING - 40, MAX_READING, MAX_COUNT))
    write("08-wide-many", between(rng, 0, MAX_READING, MAX_COUNT))
    write("09-falling", sorted(between(rng, 10**6, 2 * 10**6, 10_000), reverse=True))


main()
