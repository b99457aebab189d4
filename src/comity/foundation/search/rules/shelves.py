"""Shelves: the words of a scope that begin with the same two letters, each with the things that have it, as text.

A line is ``word thing.weight thing.weight ...``. To find what begins in one way, one shelf is read; an import writes a
few hundred shelves instead of a million rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

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


Shelf = dict[str, str]  # word → the things that have it, as text in the order of their ids


def read(text: str) -> Shelf:
    """Return what stands under each word."""
    return dict(line.split(" ", 1) for line in text.splitlines())


def write(shelf: Shelf) -> str:
    """Return a shelf as it is stored; words that nothing has any more are not."""
    return "\n".join(f"{word} {things}" for word, things in sorted(shelf.items()) if things)


def change(shelf: Shelf, word: str, out: Collection[int], into: Mapping[int, int]) -> None:
    """Let things stand under a word no more, and others with a weight."""
    there = shelf.get(word, "")
    if (
        not out and into and _last_of(there) < min(into)
    ):  # as an import brings them: what stands there is not read
        shelf[word] = f"{there} {_listed(into)}".lstrip()
        return
    things = dict(things_in(there)) if there else {}
    for pk in out:
        things.pop(pk, None)
    shelf[word] = _listed({**things, **into})


def _listed(things: Mapping[int, int]) -> str:
    return " ".join(f"{pk}.{weight}" for pk, weight in sorted(things.items()))


def _last_of(things: str) -> int:
    return int(things.rpartition(" ")[2].partition(".")[0]) if things else 0
