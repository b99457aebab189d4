"""A profile in which every part says a word found nowhere else, and who looks at it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from PIL import Image

from comity.foundation.core.audience import Audience
from comity.foundation.core.models import NamedPeople
from comity.people.members.actions import lists
from comity.people.members.actions.profile import editing as actions
from comity.people.members.enums import ProfilePart, WordKind
from comity.people.members.models import Detail, Education, Member, Position
from comity.people.members.queries.profile import TEXT_PARTS
from comity.people.members.rules.profile import WORDS_PART
from tests.people import signed_in

ROWS = ("position", "education", "email", "phone", "link", "im")
PARTS = (*TEXT_PARTS, *WORDS_PART.values(), ProfilePart.PHOTO, *ROWS)
KINDS = ("me", "named", "members", "public")
VIEWERS = ("owner", "named", "member", "anonymous")
SEES = {
    "me": {"owner"},
    "named": {"owner", "named"},
    "members": {"owner", "named", "member"},
    "public": {"owner", "named", "member", "anonymous"},
}


def token(part: str) -> str:
    return f"canary{part.replace('_', '')}"


def photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(file, "PNG")
    file.seek(0)
    return file


@dataclass
class Circle:
    """An owner, somebody on the owner's one list, and a member who is on none."""

    owner: Member
    named: Member
    member: Member
    people: NamedPeople

    @classmethod
    def of(cls, owner: Member, named: Member, member: Member) -> Circle:
        people = lists.make_list(by=owner, name="Old team")
        lists.put_on_list(by=owner, public_id=people.public_id, link=named.public_id)
        return cls(owner, named, member, people)

    def audience(self, kind: str) -> Audience:
        return Audience(kind, self.people.pk if kind == "named" else None)

    def say(self, part: str, kind: str, *, text: str = "") -> None:
        """Say one part, for one audience."""
        said, audience, by = text or token(part), self.audience(kind), self.owner
        if part in ROWS:
            return self._add(part, audience, said)
        if part == ProfilePart.PHOTO:
            actions.set_photo(by=by, source=photo())
        elif part in TEXT_PARTS:
            actions.describe(by=by, **{part: said})
        else:
            word = next(kind for kind, words_part in WORDS_PART.items() if words_part == part)
            actions.say_words(by=by, kind=WordKind(word), words=[(said, "")])
        return actions.show_to(by=by, shows={part: audience})

    def _add(self, part: str, audience: Audience, said: str) -> None:
        if part == "position":
            position = Position(organization=said, title="x", started_on=date(2020, 5, 1))
            position.audience = audience
            actions.save_position(by=self.owner, position=position)
        elif part == "education":
            study = Education(school=said)
            study.audience = audience
            actions.save_education(by=self.owner, education=study)
        else:
            value = {"email": f"{said}@example.org", "link": f"https://{said}.example.org"}.get(part, said)
            detail = Detail(kind=part, value=f"{value} 7" if part == "phone" else value)
            detail.audience = audience
            actions.save_detail(by=self.owner, detail=detail)

    def browser(self, viewer: str) -> Client:
        return Client() if viewer == "anonymous" else signed_in(getattr(self, viewer))

    def viewer(self, viewer: str) -> Member | AnonymousUser:
        return AnonymousUser() if viewer == "anonymous" else getattr(self, viewer)


def page_url(member: Member) -> str:
    return reverse("members:page", args=[member.public_id])


def card_url(member: Member) -> str:
    return reverse("members:card", args=[member.public_id])


def photo_url(member: Member) -> str:
    return reverse("members:photo", args=[member.public_id])


def unfolded(vcard: bytes) -> str:
    return vcard.decode().replace("\r\n ", "")
