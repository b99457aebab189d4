"""Whom a morning reminds of: those it is time for, and nobody one was in touch with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from comity.people.contacts.actions.merging import merge_contacts, undo_merge
from comity.people.contacts.actions.shelving import archive_contacts, delete_contacts
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.actions.interactions import set_status
from comity.relationships.ties.actions.notes import tag_contacts
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.enums import Answer, Status
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.touch.actions.cadences import choose_cadence, choose_tag_cadences
from comity.relationships.touch.actions.quieting import end_quiet, keep_quiet, pause
from comity.relationships.touch.enums import About, Basis
from comity.relationships.touch.models import Nudge, Pace
from comity.relationships.touch.queries.nudges import valid_nudges
from tests.relationships.touch.people import MORNING, TODAY, known, note, nudged

DAY = timedelta(days=1)
EVERY_TEN = [41, 31, 21, 11]  # about every ten days, and eleven days ago


def test_a_rhythm_is_learnt_from_the_pair(ada: Member) -> None:
    known(ada, "Miriam Every", EVERY_TEN)
    known(ada, "Jun Slow", [311, 211, 111, 11])
    assert nudged(ada) == ["Miriam Every"]
    nudge = Nudge.objects.get()
    assert (nudge.rhythm, nudge.basis, nudge.last_both_on) == (10, Basis.LEARNT, TODAY - 11 * DAY)
    assert Notice.objects.get(recipient=ada).about == nudge.public_id


@pytest.mark.parametrize(("ago", "is_time"), [(9, False), (10, True)])
def test_it_is_time_on_the_day_and_not_the_day_before(ada: Member, ago: int, is_time: bool) -> None:
    known(ada, "Miriam Every", [ago + 30, ago + 20, ago + 10, ago])
    assert bool(nudged(ada)) is is_time


@pytest.mark.parametrize("kind", ["met", "video", "call", "event", "favour", "message"])
def test_any_contact_puts_it_off(ada: Member, kind: str) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    note(ada, miriam, TODAY - DAY, kind=kind)
    assert nudged(ada) == []


def test_a_message_one_way_puts_it_off_too(ada: Member) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    sent = Interaction.objects.create(owner=ada, kind="message", direction="out", on=TODAY - DAY)
    InteractionPerson.objects.create(interaction=sent, contact=miriam)
    assert nudged(ada) == []


def test_what_was_dismissed_puts_nothing_off(ada: Member) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    note(ada, miriam, TODAY - DAY)
    newest = Interaction.objects.order_by("-pk")[0]
    set_status(by=ada, public_id=newest.public_id, status=Status.DISMISSED)
    assert nudged(ada) == ["Miriam Every"]


def test_what_an_import_showed_a_moment_ago_counts_before_its_ties_are_settled(ada: Member) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    met = Interaction.objects.create(owner=ada, kind="met", on=TODAY - DAY, pending_import=7)
    InteractionPerson.objects.create(interaction=met, contact=miriam)
    Interaction.objects.filter(pending_import=7).update(pending_import=None)
    assert nudged(ada) == []


def test_a_morning_counts_what_an_import_showed_though_its_ties_were_never_settled(ada: Member) -> None:
    miriam = known(ada, "Miriam Every", [91, 61, 31, 1])
    choose_cadence(by=ada, contact=miriam, days=3, at=MORNING)
    Interaction.objects.filter(on=TODAY - DAY).update(on=TODAY - 30 * DAY)
    refresh_last_contact(ada, [miriam.pk])
    assert nudged(ada, MORNING) == ["Miriam Every"]
    met = Interaction.objects.create(owner=ada, kind="met", on=TODAY - DAY)
    InteractionPerson.objects.create(interaction=met, contact=miriam)
    Nudge.objects.update(answered_at=MORNING)
    assert nudged(ada, MORNING + DAY) == []
    assert nudged(ada, MORNING + 2 * DAY) == ["Miriam Every"]  # the third day after that meeting


def test_a_nudge_no_longer_holds_once_an_import_shows_a_contact(ada: Member) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    nudged(ada)
    assert [row.name for row in valid_nudges(ada, MORNING)] == ["Miriam Every"]
    met = Interaction.objects.create(owner=ada, kind="met", on=TODAY - DAY)
    InteractionPerson.objects.create(interaction=met, contact=miriam)
    assert valid_nudges(ada, MORNING) == []


def test_a_learnt_rhythm_tells_nothing_until_what_an_import_showed_is_counted(ada: Member) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    nudged(ada)
    once = Interaction.objects.create(owner=ada, kind="met", on=TODAY - 400 * DAY)
    InteractionPerson.objects.create(interaction=once, contact=miriam)
    assert valid_nudges(ada, MORNING) == []
    refresh_last_contact(ada, [miriam.pk])
    assert [row.name for row in valid_nudges(ada, MORNING)] == ["Miriam Every"]


@pytest.mark.parametrize("act", [archive_contacts, delete_contacts])
def test_nobody_who_was_put_away(ada: Member, act: object) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    act(by=ada, ids=[miriam.public_id], at=MORNING)  # type: ignore[operator]
    assert nudged(ada) == []


def test_nobody_with_whom_nothing_ever_happened(ada: Member) -> None:
    quiet = known(ada, "Quiet Card", [])
    answer_person(by=ada, contact=quiet, answer=Answer.BOTH, at=MORNING)
    assert nudged(ada, MORNING + 400 * DAY) == []


def test_an_answer_makes_one_meeting_enough(ada: Member) -> None:
    met_once, unasked = known(ada, "Met Once", [400]), known(ada, "Not Asked", [400])
    answer_person(by=ada, contact=met_once, answer=Answer.HELP, at=MORNING)
    answer_person(by=ada, contact=unasked, answer=Answer.NOT_NOW, at=MORNING)
    assert nudged(ada) == ["Met Once"]


def test_what_was_chosen_goes_before_what_was_learnt(ada: Member) -> None:
    miriam = known(ada, "Miriam Every", EVERY_TEN)
    choose_cadence(by=ada, contact=miriam, days=30, at=MORNING)
    assert nudged(ada) == []
    choose_cadence(by=ada, contact=miriam, days=None, at=MORNING)
    assert nudged(ada, MORNING + DAY) == ["Miriam Every"]


def test_a_cadence_of_a_tag_is_for_all_who_have_it_and_the_shortest_counts(ada: Member) -> None:
    miriam, jun = known(ada, "Miriam Tag", [40]), known(ada, "Jun Tag", [40])
    tag_contacts(by=ada, ids=[miriam.public_id, jun.public_id], tag="mentors")
    tag_contacts(by=ada, ids=[miriam.public_id], tag="rare")
    choose_tag_cadences(by=ada, days={"mentors": 60, "rare": 30}, at=MORNING)
    assert nudged(ada) == ["Miriam Tag"]
    assert nudged(ada, MORNING + 20 * DAY) == ["Miriam Tag", "Jun Tag"]  # for Miriam twice the time


def test_later_and_never_and_again(ada: Member) -> None:
    miriam, jun = known(ada, "Miriam Every", EVERY_TEN), known(ada, "Jun Every", EVERY_TEN)
    keep_quiet(by=ada, contact=miriam, about=About.NUDGE, until=TODAY + 3 * DAY, at=MORNING)
    keep_quiet(by=ada, contact=jun, about=About.NUDGE, until=None, at=MORNING)
    assert [nudged(ada, MORNING + n * DAY) for n in range(4)] == [[], [], [], ["Miriam Every"]]
    end_quiet(by=ada, contact=jun, about=About.NUDGE, at=MORNING)
    assert nudged(ada, MORNING + 4 * DAY) == ["Jun Every"]


def test_a_pause_stops_all_and_ends_by_itself(ada: Member) -> None:
    known(ada, "Miriam Every", EVERY_TEN)
    pause(by=ada, until=TODAY + 2 * DAY)
    assert nudged(ada) == []
    assert nudged(ada, MORNING + DAY) == []
    assert nudged(ada, MORNING + 2 * DAY) == ["Miriam Every"]
    pause(by=ada, until=TODAY + 9 * DAY)
    assert valid_nudges(ada, MORNING + 2 * DAY) == []


def test_never_more_than_five_in_any_seven_days_and_all_get_their_turn(ada: Member) -> None:
    for letter in "abcdefgh":
        known(ada, f"Miriam {letter}", EVERY_TEN)
    made = [len(nudged(ada, MORNING + n * DAY)) for n in range(14)]
    assert max(sum(made[n : n + 7]) for n in range(8)) == 5
    assert Nudge.objects.values("contact").distinct().count() == 8


def test_once_a_day_in_the_morning_of_the_members_own_clock(ada: Member) -> None:
    known(ada, "Miriam Every", EVERY_TEN)
    ada.time_zone = "Pacific/Auckland"
    ada.save()
    assert nudged(ada, MORNING) == []  # ten in the evening there
    ada.time_zone = "Europe/Lisbon"
    ada.save()
    assert nudged(ada, MORNING) == ["Miriam Every"]
    known(ada, "Jun Every", EVERY_TEN)
    assert nudged(ada, MORNING + timedelta(hours=1)) == []


def test_a_member_who_moved_is_not_reminded_too_early(ada: Member) -> None:
    ada.time_zone = "Pacific/Honolulu"
    ada.save()
    honolulu = MORNING + timedelta(hours=10)  # nine in the morning there
    miriam = known(ada, "Miriam Every", [40, 30, 20, 10], at=honolulu)
    note(ada, miriam, honolulu.date())
    assert nudged(ada, honolulu) == []
    ada.time_zone = "Pacific/Auckland"
    ada.save()
    early = MORNING + 9 * DAY + timedelta(hours=12)  # ten days later by Auckland's clock, nine by Honolulu's
    assert nudged(ada, early) == []
    assert Pace.objects.get(owner=ada).moved_on == date(2026, 11, 30)
    assert nudged(ada, early + DAY) == ["Miriam Every"]


def test_a_merge_brings_the_last_contact_along_and_takes_it_back(ada: Member) -> None:
    miriam, twin = known(ada, "Miriam Every", EVERY_TEN), known(ada, "M Every", [1])
    merge = merge_contacts(by=ada, kept=miriam, gone=twin, at=MORNING)
    assert nudged(ada) == []
    undo_merge(by=ada, merge=merge, at=MORNING)
    assert nudged(ada, MORNING + DAY) == ["Miriam Every"]


def test_a_nudge_goes_with_the_card(ada: Member) -> None:
    miriam, twin = known(ada, "Miriam Every", EVERY_TEN), known(ada, "M Every", [])
    nudged(ada)
    merge = merge_contacts(by=ada, kept=twin, gone=miriam, at=MORNING)
    assert [row.name for row in valid_nudges(ada, MORNING)] == ["M Every"]
    undo_merge(by=ada, merge=merge, at=MORNING)
    assert [row.name for row in valid_nudges(ada, MORNING)] == ["Miriam Every"]


def test_each_member_is_reminded_of_their_own_people(ada: Member, ben: Member) -> None:
    known(ada, "Miriam Every", EVERY_TEN)
    assert nudged(ben) == []
    assert valid_nudges(ben, MORNING) == []
    only = list(Nudge.objects.values_list("public_id", flat=True))
    assert valid_nudges(ben, MORNING, only=only) == []
    assert Contact.objects.filter(owner=ada).count() == 1
