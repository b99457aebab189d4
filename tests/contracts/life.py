"""Ada's whole life on an instance: every kind of thing she can have, each of her words a token (canary.py)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from comity.doors.exchange.enums import ExportState
from comity.doors.exchange.models import CardAddition, ExportRun, FieldChange, FoundInteraction, FoundPerson
from comity.foundation.audit.models import AuditEntry
from comity.foundation.core.audience import NAMED, Audience
from comity.foundation.core.encryption import seal
from comity.foundation.core.models import Letter, NamedPeople
from comity.foundation.core.queue import enqueue
from comity.foundation.mail.actions.outbox import queue_mail
from comity.foundation.mail.models import Mailbox
from comity.foundation.quotas.models import Met, Reached
from comity.foundation.work.models import Job
from comity.people.companies.models import Company
from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.actions.shelving import erase_book
from comity.people.contacts.enums import OriginKind, ValueKind
from comity.people.contacts.models import Apart, Contact, ContactValue, Likeness, Merge, Origin, SavedView
from comity.people.load.models import WeeklyLoad
from comity.people.members.actions.invitations import invite_by_link, invite_by_mail
from comity.people.members.enums import DetailKind, ProfilePart, Standing, WordKind
from comity.people.members.models import (
    Acceptance,
    Block,
    Confirmation,
    Detail,
    Education,
    Member,
    Position,
    Profile,
    Show,
    Word,
    WorkCode,
)
from comity.people.messaging.models import Message, ReceiptsWish, Seat, Thread
from comity.people.moderation.models import Case, Report
from comity.people.moderation.queries.own import token_of as token_of_case
from comity.people.notifications.models import KindChoice, Notice, OfferedAct, Preferences, ReplyAddress
from comity.people.notifications.registry import LETTER, Line, NoticeKind, notice_kinds
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.graph.models import Openness
from comity.relationships.insiders.models import Booking, Offer, OfferTime
from comity.relationships.introductions.models import Introduction
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.models import FavourAsk, Meeting, MeetingHabit, Showing, TieRequest
from comity.relationships.mutual.queries.codes import token_of
from comity.relationships.people_to_know.models import NotThis
from comity.relationships.sources.models import Calendar, LogAddress
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Favour, Interaction, Tag, Tie
from comity.relationships.touch.models import FollowUp, Nudge, Pace, Quiet, Rhythm, TagCadence
from tests.contracts.canary import token, told
from tests.contracts.passkey import credential
from tests.contracts.viewers import member
from tests.doors.exchange.files import connections
from tests.doors.exchange.walk import brought, read

NOWHERE = "A" * 22


@dataclass
class Life:
    """Ada, and by what name each of her things stands in an address."""

    ada: Member
    audience: Audience
    ids: dict[str, Any] = field(default_factory=dict)

    def address(self, words: str, *, nowhere: bool = False) -> list[Any]:
        """Return the arguments of a URL: ``@contact`` is Ada's; ``nowhere`` puts an id in its place that never was."""
        return [self._word(word, nowhere) for word in words.split()]

    def _word(self, word: str, nowhere: bool) -> Any:
        if not word.startswith("@"):
            return word
        known = self.ids[word[1:]]
        if not nowhere:
            return known
        if isinstance(known, int):
            return 10**9
        return NOWHERE if "-" not in known or len(known) != 36 else "00000000-0000-4000-8000-000000000000"


def picture(word: str) -> ContentFile[bytes]:
    """Return a small PNG with a word behind its end, where no decoder looks."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(data, "PNG")
    return ContentFile(data.getvalue() + word.encode(), name="face.png")


def live(ada: Member, *, audience: Audience | None = None) -> Life:
    """Give Ada one of everything; what has an audience has ``audience``."""
    life = Life(ada, audience or Audience())
    parts = (
        *(_account, _profile, _invitations, _book, _mutual, _asks, _messages),
        *(_imports, _exports, _meetings, _notices, _sources, _moderation, _around, _insiders),
    )
    for part in parts:
        part(life)
    return life


def _account(life: Life) -> None:
    ada = life.ada
    ada.email = f"{token('members.Member.email')}@example.org"
    ada.name = "Ada Okafor"
    ada.time_zone, ada.language, ada.last_login = "Europe/Lisbon", "en", timezone.now()
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    second = f"{token('account.EmailAddress.email')}@example.org"
    EmailAddress.objects.create(user=ada, email=second, verified=True)
    app = SocialApp.objects.create(
        provider="openid_connect", provider_id="oidc", name="Office", client_id="c"
    )
    social = SocialAccount.objects.create(
        user=ada, provider="oidc", uid=token("socialaccount.SocialAccount.uid"),
        extra_data={"userinfo": {"email": f"{token('socialaccount.SocialAccount.extra_data')}@example.org"}},
    )  # fmt: skip
    told(SocialToken, account=social, app=app)
    keys = {
        "totp": {"secret": seal(token("mfa.totp"))},
        "recovery_codes": {"seed": seal(token("mfa.recovery")), "used_mask": 0},
        "webauthn": {"name": token("mfa.webauthn"), "credential": credential()},
    }
    made = {kind: Authenticator.objects.create(user=ada, type=kind, data=data) for kind, data in keys.items()}
    life.ids["passkey"] = made["webauthn"].pk
    life.ids["member"] = ada.public_id
    people = told(NamedPeople, owner=ada)
    dora = member("Dora")
    people.people.add(dora)
    life.ids |= {"list": people.public_id, "dora": dora.public_id}
    if life.audience.kind == NAMED:
        life.audience = Audience(NAMED, people.pk)


def _profile(life: Life) -> None:
    ada, shown = life.ada, life.audience
    seen = {"audience_kind": shown.kind, "audience_ref": shown.ref}
    profile = told(Profile, owner=ada, has_public_page=True, photo=picture(token("members.Profile.photo")))
    Show.objects.bulk_create(Show(profile=profile, part=part, **seen) for part in ProfilePart)
    days = {"started_on": date(2020, 1, 1), "ended_on": None}
    life.ids["position"] = told(Position, owner=ada, **days, **seen).public_id
    life.ids["education"] = told(Education, owner=ada, **days, **seen).public_id
    for word_kind in WordKind:
        text = token(f"members.Word.text {word_kind}")
        told(Word, owner=ada, kind=word_kind, text=text, folded=text)
    for kind in DetailKind:
        word = token(f"members.Detail.value {kind}")
        value = {"email": f"{word}@example.org", "link": f"https://{word}.example.org/"}.get(kind, word)
        life.ids["detail"] = told(Detail, owner=ada, kind=kind, value=value, **seen).public_id


def _invitations(life: Life) -> None:
    now = timezone.now()
    by_link = invite_by_link(by=life.ada, places=3, days=30, note=token("members.Invitation.note"), at=now)
    by_mail = invite_by_mail(
        by=life.ada, email=f"{token('members.Invitation.email')}@example.org", note=token("members.Invitation.note"), at=now
    )  # fmt: skip
    life.ids |= {"invitation": by_mail.public_id, "invitation_token": by_link.token}
    emil = member("Emil")
    Acceptance.objects.create(invitation=by_link, member=emil, taken_at=now, confirmed_at=now)
    hers = invite_by_link(by=emil, places=1, days=30, note="", at=now)
    Acceptance.objects.create(invitation=hers, member=life.ada, taken_at=now, confirmed_at=now)


def _card(life: Life, origin: Origin, **given: Any) -> Contact:
    card: Contact = told(Contact, owner=life.ada, origin=origin, **given)
    for position, kind in enumerate(ValueKind):
        word = token(f"contacts.ContactValue.value {kind}")
        value = {
            "email": f"{word}@example.org", "url": f"https://{word}.example.org/", "phone": "+49 30 5550199",
            "date": "--05-17",
        }.get(kind, word)  # fmt: skip
        told(
            ContactValue, contact=card, kind=kind, value=value, normal=value, origin=origin, position=position
        )
    return card


def _book(life: Life) -> None:
    ada = life.ada
    origin = told(Origin, owner=ada, kind=OriginKind.TYPED)
    card = _card(life, origin, photo=picture(token("contacts.Contact.photo")))
    other = _card(life, origin, full_name=f"{token('contacts.Contact.full_name')} Acme", card_uid="")
    shelved = _card(
        life,
        origin,
        full_name=f"{token('contacts.Contact.full_name')} Office",
        card_uid="",
        archived_at=timezone.now(),
    )
    gone = _card(life, origin, card_uid="", merged_into=card)
    deleted = _card(life, origin, card_uid="", deleted_at=timezone.now())
    merge = Merge.objects.create(
        owner=ada,
        kept=card,
        gone=gone,
        filled={"nickname": token("contacts.Merge.filled")},
        moved=[],
        followed={},
    )
    like = Likeness.objects.create(owner=ada, one=card, other=other, reasons=[])
    Apart.objects.create(owner=ada, one=card, other=shelved)
    view = SavedView.objects.create(
        owner=ada, name=token("contacts.SavedView.name"), query=f"q={token('contacts.SavedView.query')}"
    )
    tag = told(Tag, owner=ada)
    for person in (card, other):
        tie = told(Tie, owner=ada, contact=person, last_on=date(2026, 3, 3))
        tie.tags.add(tag)
    answer_person(by=ada, contact=card, answer=Answer.BOTH, at=timezone.now())
    answer_person(by=ada, contact=other, answer=Answer.HELP, at=timezone.now())
    met = told(Interaction, owner=ada, kind="met", on=date(2026, 3, 3), origin=origin)
    met.people.add(card, other)
    guess = told(Interaction, owner=ada, kind="event", on=date(2026, 2, 2), status="suggested", key="")
    guess.people.add(card)
    _touch(life, card, other, tag)
    life.ids |= {
        "contact": card.public_id, "other": other.public_id, "deleted": deleted.public_id, "merge": merge.public_id,
        "likeness": like.public_id, "view": view.public_id, "tag": tag.pk, "tie": tie.public_id,
        "interaction": met.public_id, "suggestion": guess.public_id,
    }  # fmt: skip
    reindex(ada, [person.pk for person in (card, other, shelved)])


def _mutual(life: Life) -> None:
    """What Ada agreed on with others, who are not among those who look."""
    ada, now = life.ada, timezone.now()
    month = now + timedelta(days=30)
    gus, hana, ida = member("Gus"), member("Hana"), member("Ida")
    tie = join_members(one=ada, other=gus, via="met", at=now)
    card = Contact.objects.get(owner=ada, member=gus)
    erase_book(gus)  # all cards there are, are hers
    Contact.objects.filter(pk=card.pk).update(member=gus)
    sent = told(TieRequest, asker=ada, asked=hana, expires_at=month)
    got = told(TieRequest, asker=ida, asked=ada, expires_at=month)
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


def _asks(life: Life) -> None:
    """A draft and an ask that stands; one of Gus's before Ada, whom somebody would also like to meet."""
    ada, now = life.ada, timezone.now()
    month = now + timedelta(days=30)
    gus, card = Member.objects.get(name="Gus"), Contact.objects.get(public_id=life.ids["contact"])
    draft = told(Ask, asker=ada, kind="insider", days=5)
    told(Ask, asker=ada, kind="advice", days=5, state="open", sent_at=now, expires_at=month, most=5)
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


def _messages(life: Life) -> None:
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


def _touch(life: Life, card: Contact, other: Contact, tag: Tag) -> None:
    ada, day = life.ada, date(2026, 3, 3)
    TagCadence.objects.create(owner=ada, tag=tag, days=30)
    Quiet.objects.create(owner=ada, contact=other, about="nudge", until=None)
    Pace.objects.create(owner=ada, zone=ada.time_zone)
    WeeklyLoad.objects.create(owner=ada, per_week=3)
    Openness.objects.create(owner=ada, to_introductions=False, to_suggestions=True, by_address=True)
    Rhythm.objects.create(
        owner=ada, contact=card, days=30, basis="tag", due_on=day, once=0.5, wakes_on=day, is_answered=True
    )
    nudge = Nudge.objects.create(
        owner=ada, contact=card, made_on=day, reason=1, rhythm=30, basis="tag", last_on=day, last_both_on=day
    )
    life.ids |= {
        "nudge": nudge.public_id,
        "follow_up": told(FollowUp, owner=ada, contact=card, due_on=day).public_id,
    }


def _connection(number: str) -> tuple[str, ...]:
    word = {
        part: token(f"file {number} {part}") for part in ("given", "family", "slug", "mail", "org", "title")
    }
    return (
        word["given"], word["family"], f"https://www.linkedin.com/in/{word['slug']}", f"{word['mail']}@example.org",
        word["org"], word["title"], "15 Jan 2024",
    )  # fmt: skip


def _imports(life: Life) -> None:
    first, second = _connection("1"), _connection("2")
    name = f"{token('exchange.Import.file_name')}.csv"
    done = brought(life.ada, connections(first), name)
    told(
        FieldChange,
        upload=done,
        contact=Contact.objects.filter(owner=life.ada, origin__kind="import")[:1].get(),
        field="title",
    )
    mine = Contact.objects.filter(owner=life.ada, origin__kind="import")[:1].get()
    told(CardAddition, upload=done, contact=mine)
    namesake = ("Ada", "Lovelace-Byron", "", "", first[4], "", "15 Jan 2024")
    brought(life.ada, connections(namesake), name)
    ready = read(life.ada, connections(second, (*namesake[:4], token("file 3 org"), *namesake[5:])), name)
    told(
        FoundInteraction,
        upload=ready,
        person=FoundPerson.objects.filter(upload=ready)[:1].get(),
        kind="message",
        direction="in",
        status="confirmed",
        on=date(2026, 1, 5),
        outcome="added",
    )
    columns = read(
        life.ada, f"{token('column 1')},{token('column 2')}\n{token('cell 1')},{token('cell 2')}\n", name
    )
    life.ids |= {"import": done.public_id, "ready": ready.public_id, "columns": columns.public_id}


def _insiders(life: Life) -> None:
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
        Booking, offerer=ada, asker=lee, way="call", starts_at=later, expires_at=later, state="confirmed"
    )
    told(Booking, offerer=max_, asker=ada, way="call", starts_at=soon, expires_at=soon)
    life.ids |= {
        "offer": offer.public_id, "booking": asked.public_id, "agreed_booking": agreed.public_id,
    }  # fmt: skip


def _exports(life: Life) -> None:
    run = ExportRun(
        owner=life.ada,
        state=ExportState.READY,
        made_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )
    run.file.save("x.zip", ContentFile(token("exchange.ExportRun.file").encode()))
    life.ids["export"] = run.public_id


def _meetings(life: Life) -> None:
    """A code on show that gives the headline, a meeting to confirm, and one that was confirmed."""
    now, day = timezone.now(), timezone.localdate()
    code = told(Showing, owner=life.ada, gives=["headline"], letters_hash="0" * 64)
    MeetingHabit.objects.create(owner=life.ada, gives=["headline"], is_set=True)
    waiting = told(Meeting, shower=life.ada, scanner=member("Gil"), stage="waiting", on=day, stood_at=now)
    told(
        Meeting, shower=member("Hal"), scanner=life.ada, stage="confirmed", on=day, stood_at=now, confirmed_at=now
    )  # fmt: skip
    life.ids |= {"met_token": token_of(code), "meeting": waiting.public_id}


def _notices(life: Life) -> None:
    """A kind of the contracts' own, so that there is a notice to see whatever apps declare."""
    ada, now = life.ada, timezone.now()
    if "contract" not in notice_kinds:
        notice_kinds.register(
            "contract", NoticeKind("Acme", lambda _who, of: {one: Line("Acme", "/") for one in of})
        )
    mail = queue_mail(recipient=ada, writer="notices", what="contract", due_at=now + timedelta(days=400))
    notice = told(Notice, recipient=ada, kind="contract", mail=mail)
    told(OfferedAct, owner=ada, mail=mail, expires_at=now)
    told(ReplyAddress, owner=ada, mail=mail)
    told(KindChoice, owner=ada, channel="page")
    preferences = told(Preferences, owner=ada)
    mailbox = told(Mailbox, owner=ada, stopped_at=now, bounced_at=now)
    life.ids |= {
        "notice": notice.public_id,
        "mailbox": mailbox.public_id,
        "unsubscribe": preferences.token_for(LETTER),
    }


def _sources(life: Life) -> None:
    address = f"https://{token('sources.Calendar.address')}.example.org/me.ics"
    later = timezone.now() + timedelta(days=400)
    calendar = told(
        Calendar,
        owner=life.ada,
        address=address,
        next_poll_at=later,
        state="troubled",
        polled_at=timezone.now(),
    )
    told(LogAddress, owner=life.ada)
    life.ids["calendar"] = calendar.public_id


def _moderation(life: Life) -> None:
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


def _around(life: Life) -> None:
    """What operators have to do with, and what is not Ada's."""
    letter = Letter.objects.create(to="dora@example.org", subject="Acme", body="Okafor", html="")
    AuditEntry.objects.create(
        actor=life.ada, verb="members.invited", about_kind="invitation", about_id=NOWHERE
    )
    enqueue("contacts.compare", {"owner": life.ada.pk}, unique=f"compare:{life.ada.pk}")
    company = Company.objects.create(name="Acme", folded="acme", is_entered=True)
    life.ids |= {
        "company": company.public_id,
        "letter": letter.public_id,
        "job": str(Job.objects.order_by("pk").values_list("pk", flat=True)[0]),
        "applicant": member("Fay", standing=Standing.WAITING, is_active=False).public_id,
    }
