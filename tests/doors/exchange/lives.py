"""A member with something of everything, each private word carrying a token to be looked for."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from comity.foundation.core.audience import MEMBERS, NAMED, PUBLIC, Audience
from comity.foundation.core.models import NamedPeople
from comity.people.contacts.models import Apart, Contact, ContactValue, Origin, SavedView
from comity.people.members.actions.profile.editing import (
    describe,
    profile_of,
    save_detail,
    save_education,
    save_position,
    say_words,
    show_to,
)
from comity.people.members.models import Detail, Education, Member, Position
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Interaction, InteractionPerson, Tag, Tie
from tests.doors.exchange.files import BEN, connections
from tests.doors.exchange.walk import brought


def picture() -> ContentFile[bytes]:
    data = io.BytesIO()
    Image.new("RGB", (32, 32), "#246").save(data, "JPEG")
    return ContentFile(data.getvalue())


def card(owner: Member, name: str, origin: Origin, **fields: Any) -> Contact:
    return Contact.objects.create(
        owner=owner, full_name=name, sort_key=name.casefold(), origin=origin, **fields
    )


def lived(member: Member, token: str, friend: Member) -> None:
    """Fill the member's account; whatever is private to it contains ``token``."""
    EmailAddress.objects.get_or_create(user=member, email=member.email, verified=True, primary=True)
    _profile(member, token, friend)
    _book(member, token, friend)


def _profile(member: Member, token: str, friend: Member) -> None:
    close = NamedPeople.objects.create(owner=member, name=f"Close {token}")
    close.people.add(friend)
    describe(by=member, name=f"Erin {token}", headline=f"Head {token}", about=f"About\n{token}")
    show_to(by=member, shows={"headline": Audience(PUBLIC), "about": Audience(NAMED, close.pk)})
    say_words(by=member, kind="skill", words=[(f"Weaving {token}", "expert"), ("Zoë's art", "")])
    position = Position(organization=f"Works {token}", title="Lead", audience_kind=PUBLIC)
    save_position(by=member, position=position)
    save_education(by=member, education=Education(school=f"School {token}", audience_kind=MEMBERS))
    save_detail(by=member, detail=Detail(kind="phone", value=f"+49 30 1234567 {token}"))
    profile = profile_of(member)
    profile.photo.save("face.jpg", picture())


def _book(member: Member, token: str, friend: Member) -> None:
    brought(member, connections((f"Ben {token}", *BEN[1:])))
    typed = Origin.objects.create(owner=member, kind="typed")
    imported = Contact.objects.get(owner=member)
    imported.field_origins = {"title": typed.pk}
    imported.save()
    zoe = card(member, f"Zoë {token}", typed, given="Zoë", member=friend, card_uid=f"uid-{token}")
    ContactValue.objects.create(contact=zoe, kind="email", value=f"zoe@{token}.example", origin=typed)
    zoe.photo.save("zoe.jpg", picture())
    card(member, f"Old Zoë {token}", typed, merged_into=zoe)
    card(member, f"Archived {token}", typed, archived_at="2026-01-01T00:00:00Z")
    Apart.objects.create(owner=member, one=imported, other=zoe)
    SavedView.objects.create(owner=member, name=f"View {token}", query="tag=x")
    tie = Tie.objects.create(owner=member, contact=zoe, notes=f"Secret {token}\nsecond line")
    tie.tags.add(Tag.objects.create(owner=member, name=f"Tag {token}"))
    answer_person(by=member, contact=imported, answer=Answer.ASK, at=timezone.now())
    answer_person(by=member, contact=zoe, answer=Answer.BOTH, at=timezone.now())
    met = Interaction.objects.create(
        owner=member, kind="met", on=date(2026, 3, 1), summary=f"Tea {token}", origin=typed
    )
    for person in (zoe, imported):
        InteractionPerson.objects.create(interaction=met, contact=person)
