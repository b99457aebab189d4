"""The notices of a member, in the words that hold when they are read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from comity.foundation.core.paging import Slice, number_of
from comity.people.members.models import Member
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import Notice
from comity.people.notifications.models.notice import NoticeQuerySet
from comity.people.notifications.queries.settings import channels_of
from comity.people.notifications.registry import Act, Line, MailAct, mail_acts, notice_kinds

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as a button: what stands on it, and what it sends."""

    act: Act
    label: str | Promise

    @property
    def value(self) -> str:
        return f"{self.act.key}|{self.act.of}"


@dataclass(frozen=True, slots=True)
class Told:
    """One notice with the words of now."""

    notice: Notice
    line: Line
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The notices of one kind in a letter."""

    key: str
    label: str | Promise
    told: list[Told]


def notices_for(viewer: Member, asked: str | None) -> Slice[Told]:
    """Return a page of what the viewer was told, the last first; beyond the last page, that one.

    What may no longer be seen is no part of any page. Two queries, and those of the kinds it shows; as many again for each page's worth that may no longer be seen.
    """
    number = number_of(asked)
    seen = _seen_first(viewer, number * A_PAGE + 1)
    number = min(number, max(math.ceil(len(seen) / A_PAGE), 1))
    start = (number - 1) * A_PAGE
    shown = seen[start : start + A_PAGE]
    return Slice(shown, number, len(seen) > start + A_PAGE)


def _seen_first(viewer: Member, most: int) -> list[Told]:
    """Return up to ``most`` notices that may be seen: what may not leaves no gap, so that why it may not is not told."""
    rows = _wanted_by(viewer).order_by("-created_at", "-pk")
    seen: list[Told] = []
    looked = 0
    while len(seen) < most:
        size = max(most - len(seen), A_PAGE)
        batch = list(rows[looked : looked + size])
        seen += _told_among(viewer, batch)
        looked += size
        if len(batch) < size:
            break
    return seen[:most]


def new_for(viewer: Member) -> NoticeQuerySet:
    """Return what is unread of what the page shows. Two queries, and those of the kinds it holds."""
    unread = _wanted_by(viewer).unread()
    rows = list(unread)
    seen = {told.notice.pk for told in _told_among(viewer, rows)}
    return unread.exclude(pk__in=[row.pk for row in rows if row.pk not in seen])


def _wanted_by(viewer: Member) -> NoticeQuerySet:
    channels = channels_of([viewer])
    shown = [key for key in notice_kinds if channels[viewer.pk, key] != Channel.NONE]
    return Notice.objects.visible_to(viewer).filter(kind__in=shown)


def groups_of(viewer: Member, notices: list[Notice]) -> list[Group]:
    """Return notices by kind in the order of the kinds, without what the viewer may no longer see."""
    return _grouped(_told_among(viewer, notices))


def _told_among(viewer: Member, notices: Sequence[Notice]) -> list[Told]:
    told: dict[int, Told] = {}
    for key in {notice.kind for notice in notices} & set(notice_kinds):
        mine = [notice for notice in notices if notice.kind == key]
        lines = notice_kinds[key].lines(viewer, [notice.about for notice in mine])
        told |= {
            one.pk: Told(one, lines[one.about], offers_of(lines[one.about]))
            for one in mine
            if one.about in lines
        }
    return [told[notice.pk] for notice in notices if notice.pk in told]


def _grouped(told: Sequence[Told]) -> list[Group]:
    groups = []
    for key, kind in sorted(notice_kinds.items(), key=lambda item: (item[1].order, item[0])):
        if mine := [one for one in told if one.notice.kind == key]:
            groups.append(Group(key, kind.label, mine))
    return groups


def told_of(viewer: Member, public_id: str) -> Told:
    """Return one notice of the viewer; raises ``Notice.DoesNotExist``, also where it may no longer be seen."""
    notice = Notice.objects.visible_to(viewer).get(public_id=public_id)
    for group in groups_of(viewer, [notice]):
        return group.told[0]
    raise Notice.DoesNotExist


def offers_of(line: Line) -> tuple[Offer, ...]:
    """Return the acts of a line that some app still knows."""
    known: list[tuple[Act, MailAct | None]] = [(act, mail_acts.get(act.key)) for act in line.acts]
    return tuple(Offer(act, mail_act.label) for act, mail_act in known if mail_act)
