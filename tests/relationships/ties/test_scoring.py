"""A tie moves with each interaction in constant time, and is what counting everything anew would say."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.scoring import count_in, count_out
from comity.relationships.ties.actions.settling import SCORED, refresh_last_contact
from comity.relationships.ties.enums import Direction, Kind, Status
from comity.relationships.ties.models import Interaction, InteractionPerson, Tie
from comity.relationships.ties.rules.strength import evidence_at
from tests.factories.book import add_card

TODAY = date(2026, 11, 20)
FOLLOWS = 7  # keeping in touch works out anew when to think of whom
COUNTED, OF_MESSAGES, FIRST_OF_A_TIE, ANOTHER_CLASS = 5 + FOLLOWS, 6 + FOLLOWS, 2, 3


def note(owner: Member, *people: Contact, on: date = TODAY, kind: str = Kind.MET, **more: Any) -> Interaction:
    """Write an interaction as an action does, and let it count."""
    one = Interaction.objects.create(owner=owner, kind=kind, on=on, **more)
    InteractionPerson.objects.bulk_create(InteractionPerson(interaction=one, contact=who) for who in people)
    count_in(by=owner, interaction=one)
    return one


def state(owner: Member) -> dict[int, dict[str, Any]]:
    """Return how all ties stand; evidence as it is today, which none of its days is after."""
    at = max(TODAY, timezone.now().date())
    found = {}
    for tie in Tie.objects.filter(owner=owner):
        told = {name: getattr(tie, name) for name in SCORED if not name.startswith("evidence")}
        told["evidence"] = pytest.approx(
            evidence_at(tie.evidence, tie.evidence_on, tie.half_life, at), abs=1e-9
        )
        found[tie.contact_id] = told
    return found


def assert_as_counted_anew(owner: Member, contacts: list[Contact]) -> None:
    moved = state(owner)
    days = list(InteractionPerson.objects.order_by("pk").values_list("pk", "counts_on", "is_both"))
    refresh_last_contact(owner, [contact.pk for contact in contacts])
    anew = {
        contact: {**told, "evidence": told["evidence"].expected} for contact, told in state(owner).items()
    }
    assert anew == moved
    assert list(InteractionPerson.objects.order_by("pk").values_list("pk", "counts_on", "is_both")) == days


@pytest.fixture
def people(ada: Member) -> list[Contact]:
    ada.positions.create(organization="Acme GmbH")
    names = ("Zoë Quill", "Yan Wu", "Xenia Ode")
    return [
        add_card(ada, name, organization=at) for name, at in zip(names, ("ACME", "", "Other"), strict=True)
    ]


interactions = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(Kind.values),
        "direction": st.sampled_from(Direction.values),
        # Few days, so that some fall on one; and far apart, so that classes change.
        "on": st.sampled_from([TODAY - timedelta(days=ago) for ago in (0, 1, 2, 9, 40, 400, 1200, 9000)]),
        "precision": st.sampled_from(["day", "day", "day", "month", "year"]),
        "is_mutual": st.booleans(),
        "is_thanked": st.booleans(),
    }
)
company = st.sets(st.integers(0, 2), min_size=1)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), interactions, company),
        st.tuples(st.just("edit"), interactions, company, st.integers(0, 30)),
        st.tuples(st.just("dismiss"), st.integers(0, 30)),
        st.tuples(st.just("bring back"), st.integers(0, 30)),
        st.tuples(st.just("delete"), st.integers(0, 30)),
    ),
    max_size=14,
)


def take(owner: Member, people: list[Contact], step: tuple[Any, ...]) -> None:
    """Do one step of a history to an interaction that is picked by its place, as the actions do."""
    verb, *what = step
    if verb == "add":
        note(owner, *(people[place] for place in sorted(what[1])), **what[0])
        return
    there = list(Interaction.objects.order_by("pk"))
    if not there:
        return
    one = there[what[-1] % len(there)]
    if verb == "bring back":
        if one.status == Status.DISMISSED:
            Interaction.objects.filter(pk=one.pk).update(status=Status.CONFIRMED)
            count_in(by=owner, interaction=one)
        return
    if one.status == Status.CONFIRMED:
        count_out(by=owner, interaction=one)
    if verb == "edit":
        Interaction.objects.filter(pk=one.pk).update(**what[0])
        one.refresh_from_db()
        one.presences.all().delete()
        InteractionPerson.objects.bulk_create(
            InteractionPerson(interaction=one, contact=people[place]) for place in sorted(what[1])
        )
        if one.status == Status.CONFIRMED:
            count_in(by=owner, interaction=one)
    elif verb == "dismiss":
        Interaction.objects.filter(pk=one.pk).update(status=Status.DISMISSED)
    else:
        one.delete()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=steps)
def test_moving_step_by_step_is_as_counting_anew(
    ada: Member, people: list[Contact], history: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        for step in history:
            take(ada, people, step)
        assert_as_counted_anew(ada, people)
        transaction.set_rollback(True)


def test_many_steps_drift_by_nothing_that_is_seen(ada: Member, people: list[Contact]) -> None:
    chance = random.Random(5)
    kept: list[Interaction] = []
    for _ in range(400):
        on = TODAY - timedelta(days=chance.randrange(2000))
        kept.append(note(ada, *chance.sample(people, chance.randint(1, 3)), on=on))
        if len(kept) > 20:
            gone = kept.pop(chance.randrange(len(kept)))
            count_out(by=ada, interaction=gone)
            gone.delete()
    assert_as_counted_anew(ada, people)


def queries_of(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        call()
    return len([one for one in seen.captured_queries if "SAVEPOINT" not in one["sql"]])


def unseen(owner: Member, *people: Contact, **what: Any) -> Interaction:
    one = Interaction.objects.create(owner=owner, **{"kind": Kind.MET, "on": TODAY, **what})
    one.people.add(*people)
    return one


@pytest.mark.parametrize("before", [4, 60])
@pytest.mark.parametrize("company", [1, 3])
def test_an_interaction_takes_as_many_queries_whatever_was_before(
    ada: Member, people: list[Contact], before: int, company: int
) -> None:
    for ago in range(before):
        unseen(ada, *people, on=TODAY - timedelta(days=5 + ago))
    refresh_last_contact(ada, [contact.pk for contact in people])
    there = people[:company]
    for what, expected in (({}, COUNTED), ({"kind": Kind.MESSAGE}, OF_MESSAGES)):
        one = unseen(ada, *there, **what)
        assert queries_of(lambda one=one: count_in(by=ada, interaction=one)) == expected  # type: ignore[misc]
        assert queries_of(lambda one=one: count_out(by=ada, interaction=one)) == expected  # type: ignore[misc]


def test_another_class_is_counted_anew(ada: Member, people: list[Contact]) -> None:
    first = unseen(ada, people[1])
    assert queries_of(lambda: count_in(by=ada, interaction=first)) == COUNTED + FIRST_OF_A_TIE + ANOTHER_CLASS
    for ago in (1, 2):
        note(ada, people[1], on=TODAY - timedelta(days=ago))
    tie = Tie.objects.get(contact=people[1])
    assert (tie.meetings, tie.half_life) == (3, 213)


def test_twice_is_as_once(ada: Member, people: list[Contact]) -> None:
    one = note(ada, people[0])
    before = state(ada)
    count_in(by=ada, interaction=one)
    assert state(ada) == {pk: {**told, "evidence": told["evidence"].expected} for pk, told in before.items()}
    count_out(by=ada, interaction=one)
    count_out(by=ada, interaction=one)
    assert Tie.objects.get(contact=people[0]).evidence == 0.0


def test_an_organisation_in_common_is_known_by_its_name_alone(ada: Member, people: list[Contact]) -> None:
    for person in people:
        note(ada, person)
    assert list(Tie.objects.order_by("contact_id").values_list("shares_work", flat=True)) == [
        True,
        False,
        False,
    ]


def test_counting_many_ties_anew_takes_few_queries(ada: Member) -> None:
    many = [add_card(ada, f"Person {number}") for number in range(30)]
    for place, person in enumerate(many):
        unseen(ada, person, on=TODAY - timedelta(days=place))
    few = many[:3]
    assert queries_of(lambda: refresh_last_contact(ada, [one.pk for one in few])) == 5 + FOLLOWS
    assert queries_of(lambda: refresh_last_contact(ada, [one.pk for one in many])) == 5 + FOLLOWS


def test_the_notes_of_a_tie_survive_its_scoring(ada: Member, people: list[Contact]) -> None:
    tie = Tie.objects.create(
        owner=ada, contact=people[0], notes="Likes chess", how_met="Choir", cadence_days=30
    )
    note(ada, people[0])
    refresh_last_contact(ada, [people[0].pk])
    kept = Tie.objects.get(pk=tie.pk)
    assert (kept.notes, kept.how_met, kept.cadence_days) == ("Likes chess", "Choir", 30)
    assert (kept.public_id, kept.last_on) == (tie.public_id, TODAY)


def test_what_is_only_suggested_counts_nowhere(ada: Member, people: list[Contact]) -> None:
    unseen(ada, people[0], status=Status.SUGGESTED)
    unseen(ada, people[0], pending_import=7)
    refresh_last_contact(ada, [people[0].pk])
    assert not Tie.objects.filter(last_on__isnull=False).exists()
    assert not InteractionPerson.objects.filter(counts_on__isnull=False).exists()


def test_a_month_noted_this_month_is_not_in_the_future(ada: Member, people: list[Contact]) -> None:
    today = timezone.now().date()
    note(ada, people[0], on=today.replace(day=1), precision="month")
    assert Tie.objects.get(contact=people[0]).last_on == today
