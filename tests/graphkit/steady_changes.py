"""A process that changes ties one after the other, each with its number, until it is done or killed.

python -m tests.graphkit.steady_changes ROOT ENGINE PEOPLE FIRST COUNT
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from comity.graphkit import SCALE, Store


def changes(people: int, first: int, count: int) -> Iterator[tuple[int, int, int]]:
    """Yield the changes with the numbers from ``first`` on: always the same, many to few people, a third of them ends."""
    for number in range(first, first + count):
        chance = random.Random(number)
        strength = 0 if chance.random() < 0.3 else chance.randint(1, SCALE)
        yield chance.randrange(people), chance.randrange(people), strength


def main(root: str, engine: str, people: int, first: int, count: int) -> None:
    with Store(root, engine=engine).change() as writer:
        for number, tie in enumerate(changes(people, first, count), start=first):
            writer.set_tie(*tie)
            writer.publish(number)
            if number == first:
                print("going", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
