"""What Ada of life.py has with others: ties, asks, letters, meetings, twenty minutes, and a decision about her."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from comity.foundation.quotas.models import Met, Reached
from comity.people.companies.models import Company
from comity.people.contacts.actions.shelving import erase_book
from comity.people.contacts.models import Contact
from comity.people.members.models import (
    Block,
    Confirmation,
    Member,
    Position,
    WorkCode,
)
from comity.people.messaging.models import Message, ReceiptsWish, Seat, Thread
from comity.people.moderation.models import Case, Report
from comity.people.moderation.queries.own import token_of as token_of_case
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.insiders.models import Booking, Offer, OfferTime
from comity.relationships.introductions.models import Introduction
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.models import FavourAsk, Meeting, MeetingHabit, Showing, TieRequest
from comity.relationships.mutual.queries.codes import token_of
from comity.relationships.people_to_know.models import NotThis
from comity.relationships.ties.models import Favour
from tests.contracts.canary import told
from tests.contracts.viewers import member

if TYPE_CHECKING:
    from tests.contracts.life import Life


def mutual(life: Life) -> None:
    """What Ada agreed on with others, who are not among those who look."""
    ada, now = life.ada, timezone.now()
    month = now + timedelta(days=30)
    gus, hana, ida, hugo = member("Gus"), member("Hana"), member("Ida"), member("Hugo")
    tie = join_members(one=ada, other=gus, via="met", at=now)
    card = Contact.objects.get(owner=ada, member=gus)
    erase_book(gus)  # all cards there are, are hers
    Contact.objects.filter(pk=card.pk).update(member=gus)
    sent = told(TieRequest, asker=ada, asked=hana, expires_at=month)
    got = told(TieRequest, asker=ida, asked=ada, expires_at=month)
    told(TieRequest, asker=ada, asked=hugo, expires_at=month, hidden_at=now)  # its words, from Hugo
    told(FavourAsk, asker=ada, asked=hugo, expires_at=month, reached_at=now, what_hidden_at=now, word="")
    ask = told(FavourAsk, asker=gus, asked=ada, expires_at=month, reached_at=now)
    declined = told(FavourAsk, asker=gus, asked=ada, expires_at=month, reached_at=now, state="declined")
    Block.objects.create(blocker=ada, blocked=member("Jo"), at=now)
    kit = NotThis.objects.create(owner=ada, member=member("Kit")).member
    favour = told(Favour, owner=ada, contact=card, helped="for_me", on=date(2026, 3, 3), shared_key="")
    life.ids |= {
        "mutual": tie.public_id, "tied": gus.public_id, "tied_card": card.public_id, "sent": sent.public_id,
        "request": got.public_id, "favour_ask": ask.public_id, "favour": favour.public_id,
        "declined_favour": declined.public_id, "put_aside": kit.public_id,
        "blocked": Member.objects.get(name="Jo").public_id,
    }  # fmt: skip


def asks(life: Life) -> None:
    """A draft and an ask that stands; one of Gus's before Ada, whom somebody would also like to meet."""
    ada, now = life.ada, timezone.now()
    month = now + timedelta(days=30)
    gus, card = Member.objects.get(name="Gus"), Contact.objects.get(public_id=life.ids["contact"])
    draft = told(Ask, asker=ada, kind="insider", days=5)
    told(Ask, asker=ada, kind="advice", days=5, state="open", sent_at=now, expires_at=month, most=5)
    hidden = told(
        Ask, asker=ada, kind="advice", days=5, state="open", sent_at=now, expires_at=month, hidden_at=now
    )
    Reach.objects.create(ask=hidden, helper=gus, place=0, state="waiting", reached_at=now)
    asked = {"kind": "advice", "days": 5, "state": "open", "sent_at": now, "expires_at": month}
    reach, led_on = (
        told(Reach, ask=Ask.objects.create(asker=gus, text="Acme", **asked), helper=ada, place=0, **more)
        for more in ({"state": "waiting", "reached_at": now}, {"state": "asking", "contact": card})
    )
    # Each has words of Ada's own alone: as who is asked for, who asks, who introduces, and from the middle.
    uma, words = member("Uma"), {"note": "Acme", "line": "Acme", "middle_line": ""}
    led = {"favour_key": "", "silent_at": "", "expires_at": month}
    introduction = told(
        Introduction, seeker=uma, introducer=gus, target=ada, stage="offered", target_at=now, **led, **words
    )
    told(Introduction, seeker=ada, introducer=gus, target=uma, stage="asked", **led, line="", middle_line="")
    told(
        Introduction, seeker=ada, introducer=gus, target=member("Ulla"), stage="asked", introducer_at=now,
        note_hidden_at=now, **led, line="", middle_line="",
    )  # fmt: skip
    for part in ("introducer", "middle"):
        line = {"introducer": "line", "middle": "middle_line"}[part]
        others = {name: word for name, word in words.items() if name != line}
        people = {"introducer": gus, part: ada, "target": member(f"Ulf {part}")}
        seen = {f"{part}_at": now}
        told(Introduction, seeker=uma, stage="offered", **people, **seen, **led, **others)
    life.ids |= {
        "ask": draft.public_id, "reach": reach.public_id, "led_on": led_on.public_id,
        "introduction": introduction.public_id,
    }  # fmt: skip


def messages(life: Life) -> None:
    """A request to Ada, a thread in which she wrote a moment ago and deleted something, and one of three."""
    ada, now = life.ada, timezone.now()
    kim, lea, mo = member("Kim"), member("Lea"), member("Mo")
    asked = _thread(kim, ada, asker=kim, state="waiting", asked_at=now)
    Message.objects.create(thread=asked, author=kim, text="Hello, Acme?")
    thread = _thread(ada, lea, asker=lea)
    Message.objects.create(thread=thread, author=lea, text="Hello, Acme?")
    message = told(Message, thread=thread, author=ada, edited_at=now)
    deleted = Message.objects.create(thread=thread, author=ada, deleted_at=now)
    three = _thread(ada, lea, mo, source="contract:1", title="Acme", opening="Okafor")
    ReceiptsWish.objects.create(owner=ada, since=now)
    life.ids |= {
        "asked": asked.public_id, "thread": thread.public_id, "three": three.public_id,
        "message": message.public_id, "deleted_message": deleted.public_id,
    }  # fmt: skip


def _thread(*people: Member, **given: Any) -> Thread:
    one, other = sorted(people, key=lambda one: one.pk)[:2]
    pair = {"one": one, "other": other} if len(people) == 2 else {}
    thread = Thread.objects.create(**pair, **given)
    Seat.objects.bulk_create(Seat(thread=thread, member=one, last_at=timezone.now()) for one in people)
    return thread


def insiders(life: Life) -> None:
    """What Ada offers, what is asked of her, what is agreed; her position is confirmed, and a code is on its way."""
    ada, now = life.ada, timezone.now()
    shown = {"audience_kind": life.audience.kind, "audience_ref": life.audience.ref}
    position = Position.objects.filter(owner=ada)[:1].get()
    company = Company.objects.get_or_create(name="Acme", folded="acme", defaults={"is_entered": True})[0]
    Confirmation.objects.create(position=position, company=company, way="code", at=now, address_key="a" * 64)
    WorkCode.objects.create(
        owner=ada,
        position=position,
        company=company,
        address_key="b" * 64,
        code_hash="c" * 64,
        expires_at=now,
    )
    offer = told(Offer, owner=ada, position=position, **shown)
    OfferTime.objects.create(offer=offer, weekday=1, starts=time(9), ends=time(11))
    soon = now + timedelta(days=3)
    noa, lee, max_ = member("Noa"), member("Lee"), member("Max")
    asked = told(Booking, offer=offer, offerer=ada, asker=noa, way="call", starts_at=soon, expires_at=soon)
    later = soon + timedelta(days=1)
    agreed = told(
        Booking, offerer=ada, asker=lee, way="call", starts_at=later, expires_at=later, state="confirmed",
        moves_to=later + timedelta(days=1), moves_by="asker",
    )  # fmt: skip
    told(
        Booking, offerer=member("Rea"), asker=ada, way="call", starts_at=soon, expires_at=soon, word_by="asker",
        asker_hidden_at=now, topics="Tenders", place="",
    )  # fmt: skip
    told(Booking, offerer=max_, asker=ada, way="call", starts_at=soon, expires_at=soon)
    life.ids |= {
        "offer": offer.public_id, "booking": asked.public_id, "agreed_booking": agreed.public_id,
    }  # fmt: skip


def meetings(life: Life) -> None:
    """A code on show that gives the headline, a meeting to confirm, and one that was confirmed."""
    now, day = timezone.now(), timezone.localdate()
    code = told(Showing, owner=life.ada, gives=["headline"], letters_hash="0" * 64)
    MeetingHabit.objects.create(owner=life.ada, gives=["headline"], is_set=True)
    waiting = told(Meeting, shower=life.ada, scanner=member("Gil"), stage="waiting", on=day, stood_at=now)
    told(
        Meeting, shower=member("Hal"), scanner=life.ada, stage="confirmed", on=day, stood_at=now, confirmed_at=now
    )  # fmt: skip
    life.ids |= {"met_token": token_of(code), "meeting": waiting.public_id}


def moderation(life: Life) -> None:
    """Ada reported Dora; Dora reported Ada, which was decided twice, and once more, which waits."""
    ada, dora, now = life.ada, Member.objects.get(public_id=life.ids["dora"]), timezone.now()
    day = timezone.localdate() + timedelta(days=100)
    hers = Case.objects.create(kind="member", about=dora.public_id, responsible=dora)
    told(Report, case=hers, reporter=ada, name="The page of Dora", was="Acme", reason="other")
    about_ada = {"kind": "member", "about": ada.public_id, "responsible": ada}
    when = {"decided_at": now, "appealed_at": now, "again_at": now, "forget_on": day}
    decided = told(Case, **about_ada, **when, state="closed", decision="warned", again="stands")
    waits = Case.objects.create(**about_ada)
    for case in (decided, waits):
        told(Report, case=case, reporter=dora, name="The page of Ada Okafor", words="Acme", reason="other")
    life.ids |= {
        "case": hers.public_id,
        "decided": decided.public_id,
        "decision_token": token_of_case(decided),
    }
    Met.objects.create(owner=ada, kind="members.opened", key="k", first_at=now)
    Reached.objects.create(owner=ada, kind="members.opened", on=day, times=1)
