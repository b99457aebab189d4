"""How fast ties are scored and kept; see ``bench.strength``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from bench.inside.instance import make_member
from bench.measure import percentile, seconds, timed
from bench.report import Figure
from comity.people.contacts.actions.cards import typed_origin
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.scoring import count_in, count_out
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.models import Interaction, InteractionPerson, Tie
from comity.relationships.ties.queries.book import Look, people_ids
from comity.relationships.ties.rules.strength import strength_at, word_of

TIES, EACH = 10_000, 5
SHORT, LONG = 10, 10_000
FLAT = 1.5  # a history a thousand times as long


def measure(*, quick: bool) -> list[Figure]:
    ada = make_member()
    today = localdate()
    people = _cards(ada, TIES)
    _history(ada, [pk for pk in people for _ in range(EACH)], today)
    anew = seconds(lambda: refresh_last_contact(ada, people))
    look = Look(sort="close")
    return [
        Figure(name=f"{TIES:,} ties scored from the book", value=_score_all(ada, today), unit="s", goal="<= 1"),
        Figure(name=f"{TIES:,} people ordered closest first, median", value=timed(lambda: people_ids(ada, look, today), times=20).p50, unit="ms", goal="<= 100"),
        Figure(name=f"{TIES:,} ties with {TIES * EACH:,} interactions counted anew", value=anew, unit="s"),
        *_one_more(ada, today, times=60 if quick else 300),
    ]  # fmt: skip


def _score_all(ada: Member, today: date) -> float:
    def score() -> None:
        rows = Tie.objects.visible_to(ada).values_list("evidence", "evidence_on", "half_life")
        assert len([word_of(strength_at(*row, today)) for row in rows]) == TIES

    return min(seconds(score) for _ in range(3))


def _one_more(ada: Member, today: date, *, times: int) -> list[Figure]:
    """Time an interaction being added and taken away, in turn with a short and with a long history."""
    short, long = _cards(ada, 2)
    _history(ada, [short] * SHORT + [long] * LONG, today)
    refresh_last_contact(ada, [short, long])
    took: dict[tuple[str, int], list[float]] = {
        (what, pk): [] for what in ("adding", "taking away") for pk in (short, long)
    }
    for number in range(times):
        for pk in (short, long):
            one = Interaction.objects.create(owner=ada, kind="met", on=today - timedelta(days=number % 9))
            InteractionPerson.objects.create(interaction=one, contact_id=pk)
            took["adding", pk].append(_in_one(lambda one=one: count_in(by=ada, interaction=one)))  # type: ignore[misc]
            took["taking away", pk].append(_in_one(lambda one=one: count_out(by=ada, interaction=one)))  # type: ignore[misc]
            one.delete()
    return [
        Figure(
            name=f"{what} one interaction to {LONG:,}, median",
            value=percentile(took[what, long], 0.5) * 1000,
            unit="ms",
            peer=f"to {SHORT}",
            peer_value=percentile(took[what, short], 0.5) * 1000,
            goal=f"ratio <= {FLAT}",
        )
        for what in ("adding", "taking away")
    ]


def _in_one(call: Callable[[], object]) -> float:
    with transaction.atomic():
        return seconds(call)


def _cards(owner: Member, count: int) -> list[int]:
    origin = typed_origin(owner)
    made = Contact.objects.bulk_create(
        Contact(owner=owner, full_name=f"Person {number}", sort_key=f"person {number}", origin=origin)
        for number in range(count)
    )
    return [contact.pk for contact in made]


def _history(owner: Member, people: list[int], today: date) -> None:
    # Of ten, four are meetings: the class stays when one more is added or taken away.
    kinds = ("met", "message", "met", "message", "event")
    ways = ("both", "in", "both", "out")
    days = Interaction.objects.bulk_create(
        Interaction(
            owner=owner,
            kind=kinds[number % len(kinds)],
            direction=ways[number % len(ways)],
            on=today - timedelta(days=number % 3000),
        )
        for number in range(len(people))
    )
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction=day, contact_id=pk) for day, pk in zip(days, people, strict=True)
    )
