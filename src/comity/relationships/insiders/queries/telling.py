"""What is said of bookings in notices, as its reader may see it at that moment."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.people.members.models import Member
from comity.people.notifications.registry import Act, Line
from comity.relationships.insiders.enums import State
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.queries.bookings import View, view_of


def lines_of_asked(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who asks for twenty minutes and waits; one query."""
    return {
        one.booking.public_id: Line(
            _("%(name)s asks for twenty minutes%(when)s.")
            % {"name": isolated(one.other.name), "when": _when(one)},
            _url(one),
            _answers(one),
            one.words.what,
        )
        for one in _views(reader, subjects)
        if one.waits_for_me and one.state is State.ASKED
    }


def lines_of_answered(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say what was agreed or called off; one query."""
    found = {}
    for one in _views(reader, subjects):
        agreed = _("Agreed with %(name)s%(when)s.")
        if one.lacks_place:
            agreed = _("Agreed with %(name)s%(when)s; nobody has said where yet.")
        text = {
            State.CONFIRMED: agreed,
            State.CANCELLED: _("What you had agreed with %(name)s%(when)s is off."),
        }.get(one.state)
        if text:
            said = {"name": isolated(one.other.name), "when": _when(one)}
            found[one.booking.public_id] = Line(text % said, _url(one), (), one.words.word)
    return found


def lines_of_refused(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who declined with a word; one query."""
    return {
        one.booking.public_id: Line(
            _("%(name)s cannot give you twenty minutes this time.") % {"name": isolated(one.other.name)},
            _url(one),
            (),
            one.words.word,
        )
        for one in _views(reader, subjects)
        if one.is_asker and one.state is State.REFUSED
    }


def lines_of_moving(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say to whom it is put that a time should move, or that the other keeps to what was agreed; one query."""
    found = {}
    for one in _views(reader, subjects):
        said = {"name": isolated(one.other.name), "when": _when(one)}
        if one.move_waits_for_me and one.booking.moves_to:
            said["to"] = date_format(timezone.localtime(one.booking.moves_to), "DATETIME_FORMAT")
            text = _("%(name)s proposes %(to)s instead of the time you agreed on%(when)s.")
        elif one.may_propose and one.booking.moves_to is None:
            text = _("%(name)s keeps to the time you agreed on%(when)s.")
        else:
            continue
        found[one.booking.public_id] = Line(text % said, _url(one), (), one.words.topics)
    return found


def lines_of_where(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say to who asked that the other has said where it is; one query."""
    return {
        one.booking.public_id: Line(
            _("%(name)s has said where you meet%(when)s.")
            % {"name": isolated(one.other.name), "when": _when(one)},
            _url(one),
            (),
            one.words.place,
        )
        for one in _views(reader, subjects)
        if one.is_asker and one.shows_place
    }


def lines_of_after(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Ask how it went; one query."""
    return {
        one.booking.public_id: Line(
            _("You were to meet %(name)s%(when)s. Did it take place?")
            % {"name": isolated(one.other.name), "when": _when(one)},
            _url(one),
            (
                Act("insiders.happened", one.booking.public_id),
                Act("insiders.missed", one.booking.public_id),
            ),
            one.words.topics,
        )
        for one in _views(reader, subjects)
        if one.asks_how_it_went
    }


def lines_of_thanks(reader: Member, subjects: Sequence[str]) -> dict[str, Line]:
    """Say who thanks the reader; one query."""
    return {
        one.booking.public_id: Line(
            _("%(name)s thanks you for your time.") % {"name": isolated(one.other.name)},
            _url(one),
            (),
            one.words.topics,
        )
        for one in _views(reader, subjects)
        if not one.is_asker and one.booking.thanked_at
    }


def _views(reader: Member, subjects: Sequence[str]) -> list[View]:
    rows = Booking.objects.visible_to(reader).filter(public_id__in=subjects)
    return [view_of(reader, row, timezone.now()) for row in rows.select_related("asker", "offerer")]


def _url(one: View) -> str:
    return reverse("insiders:booking", args=[one.booking.public_id])


def _when(one: View) -> str:
    """Say when, in brackets; nothing where no time is picked."""
    starts = one.booking.starts_at
    return f" ({date_format(timezone.localtime(starts), 'DATETIME_FORMAT')})" if starts else ""


def _answers(one: View) -> tuple[Act, ...]:
    """A yes needs a time; without one it is given on the page."""
    yes = (Act("insiders.yes", one.booking.public_id),) if one.booking.starts_at else ()
    return (*yes, Act("insiders.no", one.booking.public_id))
