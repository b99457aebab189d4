"""What follows when everybody said yes: one conversation, a card and a follow-up for both, thanks in both memories."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from comity.people.contacts.actions.cards import Line, Typed
from comity.people.contacts.actions.sharing import add_shared, create_shared_card
from comity.people.contacts.models import Contact
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.opening import open_thread
from comity.people.notifications.actions.telling import notify
from comity.relationships.asks.actions.answering import came_true
from comity.relationships.introductions.actions.parting import stop
from comity.relationships.introductions.enums import MADE
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import FOLLOW_UP_DAYS, TURN
from comity.relationships.mutual.actions.asking import remember_favour
from comity.relationships.mutual.actions.linking import card_with_page, shown_by_profile
from comity.relationships.mutual.queries.giving import called, given_by
from comity.relationships.ties.enums import FavourState
from comity.relationships.touch.actions.follow_ups import add_follow_up
from comity.relationships.touch.enums import FollowUpSource


def come_true(row: Introduction, *, gives: list[str], at: datetime) -> None:
    """Bring the two together, within the caller's transaction and with everybody held; ``gives`` is the target's."""
    seeker, target, introducer = row.seeker, row.target, row.introducer
    if target is None or introducer is None:
        raise NotThere
    row.made_at = at
    hand_over(giver=target, owner=seeker, keys=gives, through=introducer, at=at)
    hand_over(giver=seeker, owner=target, keys=[], through=introducer, at=at)
    for owner, other in ((seeker, target), (target, seeker)):
        _follow_up(owner, other, at)
    with translation.override(seeker.language or settings.LANGUAGE_CODE):
        what = _("Introduced the two of us: %(name)s") % {"name": called(target)}
    row.favour_key = remember_favour(asker=seeker, asked=introducer, what=what, state=FavourState.DONE, at=at)
    open_thread(
        members=row.people,
        title=_("An introduction"),
        source=source_of(row),
        first_words=_lines(row),
        by=introducer,
        at=at,
    )
    if row.reach is not None:
        came_true(row.reach, at)
        _need_no_other(row)
    for person in row.people:
        if person.pk != target.pk and not (row.reach is not None and person.pk == seeker.pk):
            notify(recipient=person, kind=MADE, about=row.public_id, at=at)


def _need_no_other(row: Introduction) -> None:
    """Let those come to nothing that other helpers began between the same two for an ask; they see them wait until the date."""
    between = Introduction.objects.filter(seeker=row.seeker_id, target=row.target_id, from_ask=True)
    for other in between.filter(stage__in=TURN).exclude(pk=row.pk):
        stop(other)


def _lines(row: Introduction) -> str:
    """Return what both wrote who led them on, but for what a decision has hidden."""
    line = row.line if row.line_hidden_at is None else ""
    middle_line = row.middle_line if row.middle_line_hidden_at is None else ""
    return "\n\n".join(filter(None, (line, middle_line)))


def source_of(row: Introduction) -> str:
    """Return by what the conversation of an introduction is found again."""
    return f"introduction:{row.public_id}"


def hand_over(
    *, giver: Member, owner: Member, keys: list[str], through: Member | None, at: datetime
) -> Contact:
    """Put on the owner's card of the giver what the giver's profile shows them, and what they chose to give beside it.

    The card is found by the giver's page, and linked with nobody: that takes a mutual tie.
    """
    shown, given = shown_by_profile(giver, to=owner), given_by(giver, keys)
    lines = [*shown.lines, *(Line(*line) for line in given.lines)]
    typed = Typed({**shown.fields, **given.fields}, lines)
    mine = Contact.objects.select_for_update(of=("self",)).visible_to(owner).filter(merged_into=None)
    card = mine.filter(member=giver).order_by("archived_at", "pk").first() or card_with_page(mine, giver)
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        came = _("introduced by %(name)s") % {"name": called(through)} if through else _("an introduction")
    if card is None:
        return create_shared_card(owner=owner, sharer=giver, shared=typed, at=at, came=came)
    return add_shared(owner=owner, sharer=giver, contact=card, shared=typed, at=at, came=came)


def _follow_up(owner: Member, other: Member, at: datetime) -> None:
    mine = Contact.objects.visible_to(owner).filter(merged_into=None)
    card = mine.filter(member=other).first() or card_with_page(mine, other)
    if card is None:
        return
    today = at.astimezone(ZoneInfo(owner.time_zone or settings.TIME_ZONE)).date()
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        what = _("You were introduced: how did it go?")
    add_follow_up(
        by=owner,
        contact=card,
        due_on=today + timedelta(days=FOLLOW_UP_DAYS),
        what=what,
        at=at,
        source=FollowUpSource.INTRODUCED,
    )
