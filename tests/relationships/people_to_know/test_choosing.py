"""Who comes first among people to know."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.people_to_know.enums import FactKind, Kind
from comity.relationships.people_to_know.rules.choosing import Fact, choose, phrases

RARE, COMMON = Fact(FactKind.TOPIC, "Grid codes"), Fact(FactKind.TOPIC, "Excel")


def members(*chosen: object) -> list[int]:
    return [choice.member for choice in choose(*chosen)]  # type: ignore[arg-type]


def test_what_few_share_weighs_more() -> None:
    facts = [(1, COMMON), (2, COMMON), (3, COMMON), (4, RARE)]
    assert members(facts, [], [], 4)[0] == 4


def test_circles_and_bridges_take_turns_and_say_which() -> None:
    facts = [(1, RARE), (2, RARE), (3, COMMON), (4, Fact(FactKind.COMPANY, "Acme"))]
    chosen = choose(facts, [], [3], 10)
    assert [choice.kind for choice in chosen] == [Kind.CIRCLE, Kind.BRIDGE, Kind.CIRCLE, Kind.BRIDGE]
    assert {choice.member for choice in chosen if choice.kind == Kind.CIRCLE} == {3, 4}


def test_one_to_whom_contacts_lend_ties_is_in_the_circles_without_any_fact() -> None:
    assert choose([], [7, 8], [], 1) == [choose([], [7, 8], [], 2)[0]]
    assert [choice.facts for choice in choose([], [7, 8], [], 2)] == [(), ()]


def test_a_reason_that_was_given_counts_for_less() -> None:
    other = Fact(FactKind.TOPIC, "Tariffs")
    facts = [(1, RARE), (2, RARE), (3, RARE), (4, other), (5, other), (6, other), (7, other)]
    assert members(facts, [], [], 2) == [1, 4]


def test_a_reason_is_said_once_and_the_strongest_first() -> None:
    place = Fact(FactKind.PLACE, "Leeds")
    (one,) = choose([(1, place), (1, RARE), (1, place)], [], [], 1)
    assert one.facts == (RARE, place)


FACTS = st.lists(
    st.tuples(st.integers(1, 12), st.builds(Fact, st.sampled_from(FactKind), st.sampled_from("abc")))
)


@given(FACTS, st.lists(st.integers(1, 12), unique=True), st.sets(st.integers(1, 12)), st.integers(0, 8))
def test_nobody_stands_twice_and_the_order_of_what_is_told_moves_nothing(
    facts: list[tuple[int, Fact]], circle: list[int], known: set[int], most: int
) -> None:
    chosen = choose(facts, circle, known, most)
    assert len({choice.member for choice in chosen}) == len(chosen) <= most
    assert chosen == choose(facts[::-1], circle, known, most)


def test_phrases_are_runs_of_words_without_glue() -> None:
    assert phrases("somebody for the grid codes, please") >= {"grid codes", "grid", "codes"}
    assert not phrases("for the and") & {"for", "the", "and"}
