"""Whom the viewer could help: what they were asked for or promised, and somebody who helped them last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.relationships.ties.enums import Answer, FavourState, Helped
from comity.relationships.ties.models import Favour
from comity.relationships.ties.queries.network import answers_about
from comity.relationships.ties.rules.favours import HAPPENED
from comity.relationships.touch.enums import About
from comity.relationships.touch.models import Quiet
from comity.relationships.touch.queries.facts import today_of

_MOST_OPEN: Final = 12
_LATELY: Final = timedelta(days=730)
_LOOKED_AT: Final = 10
_FIELDS = (
    "public_id", "contact", "state", "on", "done_on", "what",
    "contact__public_id", "contact__full_name", "contact__title", "contact__organization",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpRow:
    """Somebody the viewer could help, and with what."""

    contact_id: str  # public
    name: str
    detail: str
    why: str
    favour_id: str = ""  # public; empty where nothing was asked for


@dataclass(frozen=True, slots=True)
class _Favour:
    """What is read of a favour and of whom it is about."""

    public_id: str
    contact: int
    state: str
    on: date
    done_on: date | None
    what: str
    contact_id: str  # public
    name: str
    title: str
    organization: str


def open_favours(viewer: Member) -> list[HelpRow]:
    """Return what the viewer was asked for or promised and did not do yet, the longest first.

    What a member asked for and nobody answered yet is not among it: it waits elsewhere on Today. One query.
    """
    is_open = Q(state=FavourState.OFFERED) | Q(state=FavourState.ASKED, shared_key="")
    rows = _with_current(viewer).filter(is_open, helped=Helped.THEM).order_by("on", "pk")
    found = _read(rows[:_MOST_OPEN])
    return [_row(favour, _what_is_open(favour), favour.public_id) for favour in found]


def helper_of(viewer: Member, at: datetime, answers: Mapping[int, Answer] | None = None) -> HelpRow | None:
    """Return who helped the viewer last and was not helped since; nobody whom the viewer said they would not help.

    One query, two where there is somebody and the viewer's ``answers`` are not at hand.
    """
    today = today_of(viewer, at)
    theirs = Favour.objects.filter(
        owner=viewer, contact=OuterRef("contact"), helped=Helped.THEM, removed_at=None
    )
    since = Q(state__in=HAPPENED, done_on__gte=OuterRef("done_on"))
    is_open = Q(state__in=(FavourState.ASKED, FavourState.OFFERED))
    quiet = Quiet.objects.filter(contact=OuterRef("contact"), about=About.HELP)
    rows = (
        _with_current(viewer)
        .filter(helped=Helped.ME, state__in=HAPPENED, done_on__gt=today - _LATELY)
        .exclude(Exists(theirs.filter(since | is_open)))
        .exclude(Exists(quiet.filter(Q(until=None) | Q(until__gt=today))))
        .order_by("-done_on", "-pk")
    )
    found = _read(rows[:_LOOKED_AT])
    if answers is None:
        answers = answers_about(viewer, [favour.contact for favour in found]) if found else {}
    for favour in found:
        answer = answers.get(favour.contact)
        if answer is None or answer.would_help:
            return _row(favour, _what_they_did(favour))
    return None


def _with_current(viewer: Member) -> QuerySet[Favour]:
    return Favour.objects.visible_to(viewer).filter(contact__archived_at=None, contact__merged_into=None)


def _read(rows: QuerySet[Favour]) -> list[_Favour]:
    told: Any = rows.values_list(*_FIELDS)
    return [_Favour(*row) for row in told]


def _row(favour: _Favour, why: str, favour_id: str = "") -> HelpRow:
    return HelpRow(
        contact_id=favour.contact_id,
        name=favour.name,
        detail=" · ".join(filter(None, (favour.title, favour.organization))),
        why=why,
        favour_id=favour_id,
    )


def _what_is_open(favour: _Favour) -> str:
    words = {"on": _day(favour.on), "what": favour.what}
    if favour.state == FavourState.OFFERED:
        return (
            _("You promised it on %(on)s: %(what)s") if favour.what else _("You promised it on %(on)s.")
        ) % words
    return (
        _("They asked you on %(on)s: %(what)s") if favour.what else _("They asked you on %(on)s.")
    ) % words


def _what_they_did(favour: _Favour) -> str:
    words = {"on": _day(favour.done_on or favour.on), "what": favour.what}
    if favour.what:
        return _("They helped you last, on %(on)s: %(what)s") % words
    return _("They helped you last, on %(on)s.") % words


def _day(on: date) -> str:
    return date_format(on, "DATE_FORMAT")
