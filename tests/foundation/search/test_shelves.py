"""Shelves are changed as text; what stands on them is as if each had been read whole and written anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.search.rules import shelves

ids = st.integers(1, 40)
weights = st.dictionaries(ids, st.integers(1, 100), max_size=4)
changes = st.lists(
    st.tuples(st.sampled_from(["ada", "adam", "ad"]), st.sets(ids, max_size=3), weights), max_size=8
)


@given(changes)
def test_a_shelf_holds_what_was_put_in_and_not_taken_out(
    steps: list[tuple[str, set[int], dict[int, int]]],
) -> None:
    text, expected = "", dict[str, dict[int, int]]()
    for word, out, into in steps:
        there = expected.setdefault(word, {})
        out |= there.keys() & into.keys()  # what comes again is taken out first, as the index does
        expected[word] = {pk: weight for pk, weight in there.items() if pk not in out} | into
        shelf = shelves.read(text)
        shelves.change(shelf, word, out, into)
        text = shelves.write(shelf)
    lines = [
        (shelves.word_of(line), list(shelves.things_in(shelves.things_of(line))))
        for line in text.splitlines()
    ]
    assert lines == [(word, sorted(things.items())) for word, things in sorted(expected.items()) if things]
