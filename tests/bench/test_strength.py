"""The yardstick itself: ranks, intervals, and what each scorer prefers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.contacts_over_time import Contact, made_up, read
from bench.ranking import Placed, bootstrap, place, won_pairs
from bench.scorers import ByDay, Counting, Ours, Scorer, Turning
from bench.strength import CLOSE, NEXT, compare, next_contact, truth


def test_equal_scores_share_their_places() -> None:
    came = place({"a": 2.0, "b": 1.0, "c": 1.0}, "b")
    assert came == Placed(higher=1, same=2)
    assert (came.hit(1), came.hit(2), came.hit(3)) == (0.0, 0.5, 1.0)
    assert came.reciprocal == pytest.approx((1 / 2 + 1 / 3) / 2)
    assert won_pairs([1.0, 2.0], [1.0]) == 1.5


def test_an_interval_holds_its_mean_and_shrinks_with_more_people() -> None:
    few, many = bootstrap([(0.0, 1.0), (1.0, 1.0)] * 5), bootstrap([(0.0, 1.0), (1.0, 1.0)] * 200)
    assert few.low < few.value == 0.5 == many.value < few.high
    assert many.high - many.low < few.high - few.low


def test_scorers_prefer_what_they_are_named_for() -> None:
    contacts = [
        *(Contact(day, "me", "often") for day in (1.0, 1.1, 1.2, 1.3)),
        Contact(2.0, "me", "both"), Contact(2.1, "both", "me"),
        Contact(3.0, "me", "met", "met"), Contact(9.0, "me", "last"),
    ]  # fmt: skip
    scorers: dict[str, Scorer] = {
        "ours": Ours(),
        **{name: Counting(name) for name in ("recency", "frequency", "two-way counts")},
    }
    for one in contacts:
        for scorer in scorers.values():
            scorer.add(one)
    first = {
        name: max(scores, key=scores.__getitem__) for name, s in scorers.items() if (scores := s.of("me", 10))
    }
    assert first == {"ours": "met", "recency": "last", "frequency": "often", "two-way counts": "both"}
    assert scorers["ours"].of("me", 10)["often"] == pytest.approx(0.05 * 2 ** (-8.7 / 110))


def test_what_was_sent_to_several_at_once_is_shared(tmp_path: Path) -> None:
    file = tmp_path / "mails.csv"
    file.write_text("time,source,target\n86400,a,b\n86400,a,c\n172800,a,a\n")
    assert [(one.target, one.others) for one in read(file, None).contacts] == [("b", 2), ("c", 2)]


def test_made_up_data_are_the_same_each_time_and_are_compared() -> None:
    data = made_up(seed=3, people=6)
    assert data == made_up(seed=3, people=6)
    scale, compared = compare([(data.name, truth(data))], CLOSE)
    assert scale in CLOSE.choices
    assert {one.measure for _, one in compared} == {"AUC"}
    assert compared[0][1].interval("ours, as shipped").value > 0.6
    by_next = compare([(data.name, next_contact(data))], NEXT)[1]
    assert [one.measure for _, one in by_next[:3]] == ["hit@1", "hit@5", "MRR"]


def test_who_is_told_days_alone_takes_one_day_for_one() -> None:
    scorers: dict[str, Scorer] = {"exact": Counting("recency"), "by day": ByDay(Counting("recency"))}
    for name, scorer in scorers.items():
        scorer.add(Contact(4.2, "me", "early"))
        scorer.add(Contact(4.9, "me", "late"))
        scores = scorer.of("me", 5.5)
        assert (scores["late"] > scores["early"]) == (name == "exact")


def test_whom_one_turns_to_is_neither_strength_alone_nor_recency_alone() -> None:
    contacts = [
        *(Contact(float(day), "me", "friend", "met") for day in range(10)),
        Contact(10.0, "me", "passing", "message"),
    ]  # fmt: skip
    close, turning = Ours(), Turning()
    for one in contacts:
        close.add(one)
        turning.add(one)

    def first(scorer: Scorer, day: float) -> str:
        scores = scorer.of("me", day)
        return max(scores, key=scores.__getitem__)

    assert first(turning, 10.1) == "passing"
    assert first(turning, 13.0) == first(close, 10.1) == "friend"
