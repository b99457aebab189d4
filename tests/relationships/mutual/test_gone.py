"""Who blocked one, who left and who was suspended look the same afterwards: on pages, in notices, in what is taken along."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.doors.exchange.actions.erasing import erase_member
from comity.people.contacts.models import ContactValue
from comity.people.members.actions.blocks import block_member
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.registry import notice_kinds
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.actions.requests import ask_for_tie
from comity.relationships.mutual.models import TieRequest
from comity.relationships.mutual.queries.archive import agreements_for_archive
from comity.relationships.mutual.queries.meetings_archive import meetings_for_archive
from comity.relationships.mutual.rules.meeting import Deed
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
        client = signed_in(ben)
        return [as_seen(client.get(reverse("pages:person", args=[card.public_id]))), taken_along(ben)]

    each_way(seen, "erased", "blocked")


def test_a_tie_that_had_ended_before(ada: Member, ben: Member) -> None:
    from comity.relationships.mutual.actions.ending import end_tie

    tied(ada, ben)
    end_tie(by=ada, other=ben, at=timezone.now())

    def seen(how: str) -> Seen:
        goes(ada, how, ben)
        return [taken_along(ben)]

    each_way(seen, "erased", "blocked", "suspended")


@pytest.mark.parametrize("verb", ["withdraw", "bring-back"])
def test_a_request(ada: Member, ben: Member, verb: str) -> None:
    ask_for_tie(by=ben, other=ada, note="", at=timezone.now(), most_a_day=9)
    public_id = TieRequest.objects.get().public_id

    def seen(how: str) -> Seen:
        goes(ada, how, ben)
        answer = reverse("mutual:answer", args=[public_id, verb])
        return [as_seen(signed_in(ben).post(answer)), taken_along(ben)]

    each_way(seen, "erased", "blocked", "suspended")
