"""What an import brings is scored while it is still hidden, and its undoing leaves the ties as they were."""

from __future__ import annotations

from comity.foundation.work.jobs import run_waiting
from comity.people.members.models import Member
from comity.relationships.ties.actions.settling import SCORED
from comity.relationships.ties.models import Tie
from tests.doors.exchange.files import BEN, archive, connections, message, messages
from tests.doors.exchange.walk import brought, undone
from tests.factories.book import add_card, note_day
from tests.relationships.ties.test_scoring import assert_as_counted_anew


def talk(*days: tuple[str, bool]) -> bytes:
    said = messages(*(message("Ben Sørensen", "ben-s", day, sent=sent) for day, sent in days))
    return archive(connections=connections(BEN), messages=said)


DAYS = (("2019-02-01", False), ("2024-03-01", False), ("2024-03-01", True), ("2024-05-02", True))


def test_new_people_are_scored_before_they_are_shown(ada: Member) -> None:
    brought(ada, talk(*DAYS), "archive.zip")
    tie = Tie.objects.select_related("contact").get()  # no job has run yet
    assert (str(tie.first_on), str(tie.last_on), str(tie.last_both_on)) == (
        "2019-02-01",
        "2024-05-02",
        "2024-03-01",
    )
    assert (tie.half_life, tie.evidence > 0.05) == (213, True)
    assert_as_counted_anew(ada, [tie.contact])


def test_known_people_are_scored_once_it_is_shown_and_as_before_when_it_is_undone(ada: Member) -> None:
    ben = add_card(ada, "Ben Sørensen", ("url", "https://www.linkedin.com/in/ben-s"))
    note_day(ada, ben)
    before = Tie.objects.values(*SCORED).get()
    upload = brought(ada, talk(*DAYS), "archive.zip")
    run_waiting()
    assert str(Tie.objects.get(contact=ben).first_on) == "2019-02-01"
    assert_as_counted_anew(ada, [ben])
    undone(upload)
    run_waiting()
    assert Tie.objects.values(*SCORED).get() == before
