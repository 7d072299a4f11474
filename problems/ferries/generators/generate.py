"""Writes data/secret: the same files on every run. Answers come from moving the smaller set into the larger."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
MAX_ISLANDS = 25_000
MAX_GRAIN = 10**9


def answers(grain, events):
    members = [[island] for island in range(len(grain))]
    set_of = list(range(len(grain)))
    total = list(grain)
    for event in events:
        if len(event) == 1:
            yield total[set_of[event[0]]]
            continue
        large, small = (set_of[island] for island in event)
        if large == small:
            continue
        if len(members[large]) < len(members[small]):
            large, small = small, large
        for island in members[small]:
            set_of[island] = large
        members[large] += members[small]
        members[small] = []
        total[large] += total[small]


def write(name, grain, events):
    lines = [f"{len(grain)} {len(events)}", " ".join(map(str, grain))]
    for event in events:
        lines.append(" ".join(map(str, (3 - len(event), *(island + 1 for island in event)))))
    (SECRET / f"{name}.in").write_text("\n".join(lines) + "\n")
    (SECRET / f"{name}.ans").write_text("".join(f"{answer}\n" for answer in answers(grain, events)))


def stores(rng, count, bound):
    return [rng.randint(0, bound) for _ in range(count)]


def mixed(rng, islands, events, share_of_lines):
    for _ in range(events - 1):
        if rng.random() < share_of_lines:
            yield (rng.randrange(islands), rng.randrange(islands))
        else:
            yield (rng.randrange(islands),)
    yield (rng.randrange(islands),)


def chain(order):
    return list(zip(order, order[1:]))


def shuffled(rng, count):
    order = list(range(count))
    rng.shuffle(order)
    return order


def main():
    rng = random.Random(20_240_202)
    SECRET.mkdir(parents=True, exist_ok=True)
    write("01-single-island", [7], [(0,), (0, 0), (0,)])
    write("02-no-lines", stores(rng, 50, 100), [(island,) for island in range(50)])
    write("03-last-island", [0, 0, 5], [(2,), (2, 1), (1,), (0,), (2, 0), (0,)])
    write("04-repeated-lines", stores(rng, 6, 9), list(mixed(rng, 6, 200, 0.5)))
    write("05-random-small", stores(rng, 200, MAX_GRAIN), list(mixed(rng, 200, 600, 0.4)))
    write("06-random-large", stores(rng, 20_000, 99), list(mixed(rng, 20_000, 20_000, 0.7)))
    write("07-rich", [MAX_GRAIN] * 5_000, chain(range(5_000)) + [(i,) for i in range(0, 5_000, 50)])
    # Long chains, built from either end: the worst for whoever searches anew or hangs trees on each other.
    down = list(range(8_000))
    write("08-chain", stores(rng, 8_000, 9), [(v, u) for u, v in chain(down)] + [(u,) for u in shuffled(rng, 8_000)])
    order = shuffled(rng, MAX_ISLANDS)
    asking = order[:5_000] * 6
    rng.shuffle(asking)
    write("09-long-chain", stores(rng, MAX_ISLANDS, 9), chain(order) + [(u,) for u in asking])


main()
