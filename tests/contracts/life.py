"""Ada's whole life on an instance: every kind of thing she can have, each of her words a token (canary.py)."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
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
from comity.foundation.work.models import Job
from comity.people.companies.models import Company
from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.enums import OriginKind, ValueKind
from comity.people.contacts.models import Apart, Contact, ContactValue, Likeness, Merge, Origin, SavedView
from comity.people.load.models import WeeklyLoad
from comity.people.members.actions.entrance.invitations import invite_by_link, invite_by_mail
from comity.people.members.enums import DetailKind, ProfilePart, Standing, WordKind
from comity.people.members.models import (
    Acceptance,
    Detail,
    Education,
    Member,
    Position,
    Profile,
    Show,
    Word,
)
from comity.people.notifications.models import KindChoice, Notice, OfferedAct, Preferences, ReplyAddress
from comity.people.notifications.registry import LETTER, Line, NoticeKind, notice_kinds
from comity.relationships.graph.models import Openness
from comity.relationships.sources.models import Calendar, LogAddress
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Interaction, Tag, Tie
from comity.relationships.touch.models import FollowUp, Nudge, Pace, Quiet, Rhythm, TagCadence
from tests.contracts import life_with_others as others
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
    first = (_account, _profile, _invitations, _book)
    agreed = (others.mutual, others.asks, others.messages)
    then = (_imports, _exports, others.meetings, _notices, _sources, others.moderation, _around)
    for part in (*first, *agreed, *then, others.insiders):
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
        "totp": {"secret": seal(token("mfa.totp") + "aa")},  # as long as a secret that can be read
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


def _exports(life: Life) -> None:
    run = ExportRun(
        owner=life.ada,
        state=ExportState.READY,
        made_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )
    run.file.save("x.zip", ContentFile(token("exchange.ExportRun.file").encode()))
    life.ids["export"] = run.public_id


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
