"""Writes data/secret: the same files on every run."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
MAX_LINES = 5_000
MAX_AMOUNT = 10**18


def write(name, pairs):
    text = "".join(f"{a} {b}\n" for a, b in pairs)
    (SECRET / f"{name}.in").write_text(f"{len(pairs)}\n{text}")
    (SECRET / f"{name}.ans").write_text("".join(f"{a + b}\n" for a, b in pairs))


def random_pairs(rng, count, bound):
    return [(rng.randint(-bound, bound), rng.randint(-bound, bound)) for _ in range(count)]


def around(rng, centre, count):
    """Pairs whose sums fall close to a power of two on either side."""
    pairs = []
    for _ in range(count):
        a = rng.randint(0, centre)
        sign = rng.choice((-1, 1))
        pairs.append((sign * a, sign * (centre - a + rng.randint(-3, 3))))
    return pairs


def main():
    rng = random.Random(20_240_101)
    SECRET.mkdir(parents=True, exist_ok=True)
    write("01-one-line", [(0, 0)])
    write("02-small", random_pairs(rng, 100, 100))
    write("03-around-31-bits", around(rng, 2**31, 200))
    write("04-around-32-bits", around(rng, 2**32, 200))
    write("05-around-53-bits", around(rng, 2**53, 200))
    extremes = (-MAX_AMOUNT, -MAX_AMOUNT + 1, 0, MAX_AMOUNT - 1, MAX_AMOUNT)
    write("06-extremes", [(a, b) for a in extremes for b in extremes])
    write("07-many-small", random_pairs(rng, MAX_LINES, 999))
    write("08-many-large", random_pairs(rng, MAX_LINES, MAX_AMOUNT))


main()
