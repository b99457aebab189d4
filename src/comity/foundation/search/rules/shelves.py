"""Shelves: the words of a scope that begin with the same two letters, each with the things that have it, as text.

A line is ``word thing.weight thing.weight ...``. To find what begins in one way, one shelf is read; an import writes a
few hundred shelves instead of a million rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
START = 2


def start(word: str) -> str:
    """Return which shelf a word stands on."""
    return word[:START]


def starts_of(term: str) -> set[str]:
    """Return the shelves on which words stand that begin with ``term``."""
    if len(term) >= START:
        return {start(term)}
    return {term, *(term + letter for letter in LETTERS)}


def near_starts_of(term: str) -> set[str]:
    """Return the shelves of every word that ``term`` begins but for one slip in its first two letters, or later ones."""
    if len(term) <= START:
        return starts_of(term)
    first, second, third = term[0], term[1], term[2]
    return (
        starts_of(first)  # the second letter is wrong, missing, doubled or swapped with the third
        | {letter + second for letter in LETTERS}  # the first is wrong
        | {letter + first for letter in LETTERS}  # the first is missing
        | {second + first, second + third}  # both swapped, or one before them too many
    )


def word_of(line: str) -> str:
    return line.partition(" ")[0]


def things_of(line: str) -> str:
    return line.partition(" ")[2]


def things_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield each thing of a line with the weight its word has there."""
    for thing in text.split(" "):
        pk, _, weight = thing.partition(".")
        yield int(pk), int(weight)


Shelf = dict[str, dict[int, int]]


def read(text: str) -> Shelf:
    """Return the things with their weights under each word."""
    return {word_of(line): dict(things_in(things_of(line))) for line in text.splitlines()}


def write(shelf: Shelf) -> str:
    """Return a shelf as it is stored; words that nothing has any more are not."""
    return "\n".join(
        f"{word} " + " ".join(f"{pk}.{weight}" for pk, weight in sorted(things.items()))
        for word, things in sorted(shelf.items())
        if things
    )


def take_out(shelf: Shelf, removed: Iterable[tuple[str, int]]) -> None:
    """Forget that things have words."""
    for word, pk in removed:
        shelf.get(word, {}).pop(pk, None)
