"""Who blocked one, who left and who was suspended look the same afterwards: on pages, in notices, in what is taken along."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.doors.exchange.actions.erasing import erase_member
from comity.foundation.work.jobs import run_waiting
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.standing import approve, suspend
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import notice_kinds
from comity.relationships.mutual.actions import asking, favours
from comity.relationships.mutual.actions.ending import end_tie
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.actions.requests import ask_for_tie
from comity.relationships.mutual.models import TieRequest
from comity.relationships.mutual.queries.archive import agreements_for_archive
from comity.relationships.mutual.queries.meetings_archive import meetings_for_archive
from comity.relationships.mutual.rules.meeting import Deed
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour
from tests.people import signed_in
from tests.people.members.sameness import as_seen
from tests.relationships.mutual.meetings import shows, uses
from tests.relationships.mutual.people import card_of, tied

Seen = list[object]


def goes(member: Member, how: str, other: Member) -> None:
    now = timezone.now()
    if how == "blocked":
        block_member(by=member, other=other, at=now)
    elif how == "erased":
        erase_member(by=member, at=now)
    else:
        Member.objects.filter(pk=member.pk).update(standing=Standing.SUSPENDED, is_active=False)


def taken_along(member: Member) -> str:
    """Return what the member takes along of others, without what is random."""
    rows = [*agreements_for_archive(member), *meetings_for_archive(member)]
    dull = ("id", "made_at", "confirmed_at")
    return json.dumps(
        [(name, [{k: v for k, v in row.items() if k not in dull} for row in some]) for name, some in rows]
    )


def on_page(member: Member, card: Contact) -> Seen:
    client = signed_in(member)
    pages = ["pages:person", "pages:person-vcard"]
    return [as_seen(client.get(reverse(page, args=[card.public_id]))) for page in pages]


def each_way(see: Callable[[str], Seen], *ways: str) -> None:
    """Hold that what is seen is the same whichever way the other one went."""
    from django.db import transaction

    seen = []
    for how in ways:
        with transaction.atomic():
            seen.append(see(how))
            transaction.set_rollback(True)
    assert all(one == seen[0] for one in seen[1:])


@pytest.mark.parametrize("deed", [Deed.WITHDRAW, Deed.UNDO])
def test_a_meeting(ada: Member, ben: Member, deed: Deed) -> None:
    now = timezone.now()
    made = now - timedelta(hours=1) if deed == Deed.WITHDRAW else now
    meeting = uses(ben, shows(ada, at=made), at=now, on=now.date())

    def seen(how: str) -> Seen:
        goes(ada, how, ben)
        client, about = signed_in(ben), [meeting.public_id]
        page = reverse("mutual:met_meeting", args=about)
        answer = reverse("mutual:met_answer", args=[*about, deed])
        told = notice_kinds["mutual.met"].lines(ben, about)
        return [as_seen(client.get(page)), told, taken_along(ben), as_seen(client.post(answer, follow=True))]

    each_way(seen, "erased", "blocked", "suspended")


def test_who_confirmed_late_is_not_told_of_any_more(ada: Member, ben: Member) -> None:
    now = timezone.now()
    meeting = uses(ben, shows(ada, at=now - timedelta(hours=1)), at=now, on=now.date())
    answer_meeting(by=ada, public_id=meeting.public_id, deed=Deed.YES, at=now)
    assert Notice.objects.filter(recipient=ben).exists()
    block_member(by=ada, other=ben, at=now)
    assert not Notice.objects.filter(recipient=ben).exists()


def test_a_mutual_tie_and_the_card_that_came_of_it(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    card = card_of(ben, ada)
    assert ContactValue.objects.filter(contact=card, kind="url").exists()

    def seen(how: str) -> Seen:
        goes(ada, how, ben)
        return [*on_page(ben, card), taken_along(ben)]

    each_way(seen, "erased", "blocked", "suspended")


@pytest.mark.parametrize("asker", ["ada", "ben"])
@pytest.mark.parametrize("is_done", [True, False])
@pytest.mark.parametrize("is_ended", [True, False])
def test_a_favour(ada: Member, ben: Member, asker: str, is_done: bool, is_ended: bool) -> None:
    tied(ada, ben)
    card, now = card_of(ben, ada), timezone.now()
    asks, helps = (ada, ben) if asker == "ada" else (ben, ada)
    ask = asking.ask_favour(by=asks, other=helps, what="Would you read my draft?", at=now)
    asking.say_yes(by=helps, public_id=ask.public_id, word="Gladly", at=now)
    mine = Favour.objects.get(owner=ben)
    if is_done:
        favours.move_shared_favour(by=ben, public_id=mine.public_id, to=FavourState.DONE, at=now)
    if is_ended:
        end_tie(by=ada, other=ben, at=now)
    move = reverse("mutual:favour-move", args=[mine.public_id, "thank" if is_done else "done"])

    def seen(how: str) -> Seen:
        goes(ada, how, ben)
        before = on_page(ben, card)
        client = signed_in(ben)
        return [*before, as_seen(client.post(move, follow=True)), *on_page(ben, card)]

    each_way(seen, "erased", "blocked", "suspended")


def test_who_is_let_in_again_finds_it_as_it_was(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    card, now = card_of(ben, ada), timezone.now()
    ask = asking.ask_favour(by=ada, other=ben, what="Would you read my draft?", at=now)
    asking.say_yes(by=ben, public_id=ask.public_id, at=now)
    mine = Favour.objects.get(owner=ben)
    favours.move_shared_favour(by=ben, public_id=mine.public_id, to=FavourState.DONE, at=now)
    before = on_page(ben, card)
    goes(ada, "suspended", ben)
    assert "draft" not in str(on_page(ben, card))
    Member.objects.filter(pk=ada.pk).update(standing=Standing.ACTIVE, is_active=True)
    assert on_page(ben, card) == before


def test_a_tie_that_had_ended_before(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    end_tie(by=ada, other=ben, at=timezone.now())

    def seen(how: str) -> Seen:
        goes(ada, how, ben)
        return [taken_along(ben)]

    each_way(seen, "erased", "blocked", "suspended")


@pytest.mark.parametrize("verb", ["withdraw", "bring-back"])
def test_a_request(ada: Member, ben: Member, verb: str) -> None:
    ask_for_tie(by=ben, other=ada, note="", at=timezone.now())
    public_id = TieRequest.objects.get().public_id

    def seen(how: str) -> Seen:
        goes(ada, how, ben)
        answer = reverse("mutual:answer", args=[public_id, verb])
        return [as_seen(signed_in(ben).post(answer)), taken_along(ben)]

    each_way(seen, "erased", "blocked", "suspended")


@pytest.mark.django_db(transaction=True)
def test_nobody_counts_what_is_said_of_who_is_suspended(ada: Member, ben: Member, olga: Member) -> None:
    def new() -> int:
        run_waiting()
        return Member.objects.get(pk=ben.pk).unread_notices

    ask_for_tie(by=ada, other=ben, note="", at=timezone.now())
    assert new() == 1
    suspend(by=olga, public_id=ada.public_id, at=timezone.now())
    assert new() == 0
    assert "ada" not in signed_in(ben).get("/notices/").content.decode().lower()
    approve(by=olga, public_id=ada.public_id, at=timezone.now())
    assert new() == 1
