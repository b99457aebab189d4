"""What a member sees of their codes and meetings; what a code shows to whoever holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.formats.card import Card, Value
from comity.foundation.core.direction import isolated
from comity.people.contacts.enums import OriginKind, ValueKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, Showing
from comity.relationships.mutual.queries.codes import id_in, letters_of, picture_of, token_of, url_of
from comity.relationships.mutual.queries.giving import called, given_by, parts_of
from comity.relationships.mutual.rules.letters import spaced
from comity.relationships.mutual.rules.meeting import (
    ANSWER_WITHIN,
    UNDO_FOR,
    Use,
    due_on,
    shown_to_scanner,
    use_of,
)


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code as its owner shows it."""

    public_id: str
    token: str
    url: str
    picture: str
    letters: str
    expires_at: datetime
    gives: tuple[str, ...]


def code_on_show(viewer: Member, at: datetime) -> ShownCode | None:
    """Return the code ``viewer`` shows at the moment, four queries; None if there is none."""
    showing = Showing.objects.visible_to(viewer).on_show(at).first()
    return shown(showing, viewer) if showing else None


def shown(showing: Showing, owner: Member) -> ShownCode:
    """Return a code as it is drawn; three queries."""
    url = url_of(showing)
    return ShownCode(
        showing.public_id,
        token_of(showing),
        url,
        picture_of(url),
        spaced(letters_of(showing.public_id)),
        showing.expires_at,
        tuple(part.name for part in parts_of(owner) if part.key in showing.gives),
    )


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as one of the two sees it; ``other`` and ``place`` are empty once the other one is not there."""

    meeting: Meeting
    other: str
    place: str
    is_mine_to_answer: bool
    stage: Stage
    card: str  # the public id of the other's card in the viewer's book
    due: Any
    may_undo: bool


def _seen(viewer: Member, meeting: Meeting, at: datetime, cards: dict[int, str]) -> MeetingView:
    other, is_shower = other_for(viewer, meeting), meeting.is_shower(viewer)
    stage = Stage(meeting.stage)
    days = meeting.shower_days if is_shower else meeting.scanner_days
    stood = meeting.confirmed_at or meeting.created_at
    return MeetingView(
        meeting=meeting,
        other=called(other) if other else "",
        place=meeting.place if other else "",
        is_mine_to_answer=bool(is_shower and other and _waits(meeting, at)),
        stage=stage if is_shower else shown_to_scanner(stage),
        card=cards.get(other.pk, "") if other else "",
        due=due_on(meeting.on, days, today=stood.date()),
        may_undo=bool(other and stage == Stage.CONFIRMED and at - meeting.stood_at < UNDO_FOR),
    )


def other_for(viewer: Member, meeting: Meeting) -> Member | None:
    """Return whom the viewer met, as ``as_met_by`` found them: None where they are not there for the viewer."""
    return meeting.other_of(viewer) if getattr(meeting, "is_with", False) else None


def _waits(meeting: Meeting, at: datetime) -> bool:
    return meeting.stage == Stage.WAITING and at - meeting.created_at < ANSWER_WITHIN


def _views(viewer: Member, meetings: Sequence[Meeting], at: datetime) -> list[MeetingView]:
    others = [other.pk for meeting in meetings if (other := other_for(viewer, meeting))]
    mine = Contact.objects.visible_to(viewer).filter(member__in=others, merged_into=None)
    cards = dict(mine.order_by("-archived_at", "-pk").values_list("member", "public_id")) if others else {}
    return [_seen(viewer, meeting, at, cards) for meeting in meetings]


def lately_met(viewer: Member, at: datetime) -> list[MeetingView]:
    """Return whom ``viewer`` met within the time in which it can be taken back. Two queries."""
    found = Meeting.objects.as_met_by(viewer, with_other=True).filter(
        stage=Stage.CONFIRMED, stood_at__gt=at - UNDO_FOR
    )
    return _views(viewer, list(found[:5]), at)


def to_confirm(viewer: Member, at: datetime) -> list[MeetingView]:
    """Return the meetings others say they had with ``viewer``, oldest first. One query if there are none, else three.

    Most days there are none, and asking whether the other one is there for the viewer is the longest question of Today.
    """
    waiting = Meeting.objects.filter(shower=viewer, stage=Stage.WAITING, created_at__gt=at - ANSWER_WITHIN)
    ids = list(waiting.values_list("pk", flat=True))
    found = Meeting.objects.as_met_by(viewer).filter(pk__in=ids).order_by("pk") if ids else ()
    return _views(viewer, list(found[:20]), at)


def meeting_of(viewer: Member, public_id: str, at: datetime) -> MeetingView:
    """Return one of the viewer's own meetings; for every other id there is no such page. Two queries."""
    meeting = Meeting.objects.as_met_by(viewer).filter(public_id=public_id).first()
    if meeting is None:
        raise Http404
    return _views(viewer, [meeting], at)[0]


def got_by(viewer: Member, seen: MeetingView) -> list[tuple[str, str]]:
    """Return what stands on the viewer's card because of a meeting, by what it is called; three queries."""
    card = Contact.objects.visible_to(viewer).filter(public_id=seen.card).first()
    if card is None or seen.meeting.confirmed_at is None:
        return []
    origin = Origin.objects.filter(owner=viewer, kind=OriginKind.MEMBER, at=seen.meeting.confirmed_at).first()
    if origin is None:
        return []
    all_of_it = card.origin_id == origin.pk
    names = {"title": _("what they do"), "organization": _("where they work")}
    fields = [
        (name, getattr(card, field))
        for field, name in names.items()
        if getattr(card, field) and card.field_origins.get(field, origin.pk if all_of_it else 0) == origin.pk
    ]
    lines = ContactValue.objects.filter(contact=card, origin=origin)
    return fields + [(str(ValueKind(line.kind).label), line.value) for line in lines]


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code somebody holds, and what it is good for; whose it is."""

    showing: Showing
    use: Use


def found_code(token: str, at: datetime) -> FoundCode | None:
    """Return the code behind a token, used or not; None for one that was forged or never was. One query at most."""
    public_id = id_in(token)
    rows = Showing.objects.select_related("owner", "meeting", "invitation")
    showing = rows.filter(public_id=public_id, owner__is_active=True).first() if public_id else None
    return FoundCode(showing, use_of(showing.code, now=at)) if showing else None


def open_to_strangers(token: str, at: datetime) -> Showing | None:
    """Return a code that is on show now, for who has no account: a spare one shows them nothing. One query at most."""
    found = found_code(token, at)
    if found is None or found.use != Use.NOW or found.showing.meeting_id is not None:
        return None
    return found.showing


def card_for_strangers(showing: Showing) -> Card:
    """Return the name of a code's owner and what they chose to give, as other programs take it. Three queries."""
    given = given_by(showing.owner, showing.gives)
    return Card(
        given=given.fields["full_name"],  # which word is the family's, nobody can tell
        full=given.fields["full_name"],
        title=given.fields.get("title", ""),
        organization=given.fields.get("organization", ""),
        values=tuple(Value(*line) for line in given.lines),  # type: ignore[arg-type]
    )


def today_card(viewer: Member, at: datetime) -> dict[str, Any]:
    """Return the meetings that wait for the viewer, and the way to show a code. Three queries at most."""
    return {"to_confirm": to_confirm(viewer, at)}


def lines_of(viewer: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Return what is said of meetings the viewer is told of: one to confirm, or one that was confirmed. One query."""
    lines = {}
    for meeting in Meeting.objects.as_met_by(viewer, with_other=True).filter(public_id__in=subjects):
        other = meeting.other_of(viewer)
        said = {
            "name": isolated(called(other) if other else ""),
            "day": date_format(meeting.on, "DATE_FORMAT"),
        }
        url = reverse("mutual:met_meeting", args=[meeting.public_id])
        if meeting.stage == Stage.WAITING and meeting.is_shower(viewer):
            acts = (Act("mutual.met_yes", meeting.public_id), Act("mutual.met_no", meeting.public_id))
            lines[meeting.public_id] = Line(_("%(name)s says that you met on %(day)s.") % said, url, acts)
        elif meeting.stage == Stage.CONFIRMED and not meeting.is_shower(viewer):
            lines[meeting.public_id] = Line(_("%(name)s confirmed that you met on %(day)s.") % said, url)
    return lines
