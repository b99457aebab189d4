"""What a confirmed meeting does to both books, and how it is taken out of them again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from comity.people.contacts.actions.cards import Line, Typed
from comity.people.contacts.actions.sharing import take_back_shared
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.actions.ending import do_end_tie
from comity.relationships.mutual.actions.joining import Side, join_members
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import Meeting, MutualTie
from comity.relationships.mutual.queries.giving import called, given_by
from comity.relationships.mutual.registry import after_meeting
from comity.relationships.mutual.rules.meeting import due_on
from comity.relationships.ties.actions.scoring import count_in, count_out
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.ties.enums import Kind, Source, Status
from comity.relationships.ties.models import Favour, Interaction, InteractionPerson, Tie
from comity.relationships.ties.queries.network import answers_of


def come_true(meeting: Meeting, *, at: datetime) -> None:
    """Tie the two, hand over what each gives, note the day in both books and when to get back.

    Within the caller's transaction, with both members and the meeting held.
    """
    meeting.confirmed_at = at
    meeting.save(update_fields=["confirmed_at", "changed_at"])
    shower, scanner = _both(meeting)
    join_members(
        one=shower,
        other=scanner,
        via=Via.MET,
        at=at,
        by_one=_side(shower, scanner, meeting.shower_gives),
        by_other=_side(scanner, shower, meeting.scanner_gives),
    )
    for owner, card, days in _books(meeting):
        if _note(meeting, owner, card):
            _tell_how_they_met(meeting, owner, card)
        today = at.astimezone(ZoneInfo(owner.time_zone or settings.TIME_ZONE)).date()
        for entry in after_meeting.values():
            entry.begin(owner, card, due_on(meeting.on, days, today=today), at)


def _both(meeting: Meeting) -> tuple[Member, Member]:
    if meeting.shower is None or meeting.scanner is None:
        raise Member.DoesNotExist
    return meeting.shower, meeting.scanner


def _side(giver: Member, owner: Member, keys: list[str]) -> Side:
    given = given_by(giver, keys)
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        came = _("%(name)s, when you met") % {"name": called(giver)}
    return Side(shows=Typed(given.fields, [Line(*line) for line in given.lines]), came=came)


def _books(meeting: Meeting) -> Iterator[tuple[Member, Contact, int | None]]:
    """Yield each of the two with their card of the other and when they want to get back."""
    shower, scanner = _both(meeting)
    for owner, other, days in (
        (shower, scanner, meeting.shower_days),
        (scanner, shower, meeting.scanner_days),
    ):
        cards = Contact.objects.visible_to(owner).filter(member=other, merged_into=None)
        card = cards.order_by("archived_at", "pk").first()
        if card is not None:
            yield owner, card, days


def _note(meeting: Meeting, owner: Member, card: Contact) -> bool:
    """Write the day down in the book of ``owner``; tell whether it was not there yet."""
    noted, is_new = Interaction.objects.get_or_create(
        owner=owner,
        key=meeting.key,
        defaults={
            "kind": Kind.MET,
            "source": Source.MET,
            "is_mutual": True,
            "on": meeting.on,
            "place": meeting.place,
        },
    )
    if is_new:
        InteractionPerson.objects.create(interaction=noted, contact=card)
        count_in(by=owner, interaction=noted)
    return is_new


def _tell_how_they_met(meeting: Meeting, owner: Member, card: Contact) -> None:
    """Let a first meeting be how they met, where the owner wrote nothing of that; the meeting keeps whether it was."""
    untold = Tie.objects.filter(owner=owner, contact=card, met_on=None, met_place="", how_met="")
    if untold.filter(meetings__lte=1).update(met_on=meeting.on, met_place=meeting.place):
        told = "shower_told" if meeting.is_shower(owner) else "scanner_told"
        setattr(meeting, told, True)
        meeting.save(update_fields=[told, "changed_at"])


def _untell_how_they_met(meeting: Meeting, owner: Member, card: Contact) -> None:
    """Take what the meeting said of how they met off again, unless the owner has changed it."""
    if meeting.shower_told if meeting.is_shower(owner) else meeting.scanner_told:
        told = Tie.objects.filter(owner=owner, contact=card, met_on=meeting.on, met_place=meeting.place)
        told.update(met_on=None, met_place="")


def take_back(meeting: Meeting, *, at: datetime) -> None:
    """Take a meeting out of both books: the day, the follow-ups, what was handed over, and a tie that came of it."""
    since = meeting.confirmed_at or at
    for owner, card, _days in _books(meeting):
        for entry in after_meeting.values():
            entry.take_back(owner, card, since)
        for noted in Interaction.objects.filter(owner=owner, key=meeting.key):
            if noted.status == Status.CONFIRMED:
                count_out(by=owner, interaction=noted)
            noted.delete()
        refresh_last_contact(owner, [card.pk])
        _untell_how_they_met(meeting, owner, card)
        take_back_shared(owner=owner, contact=card, shared_at=since, at=at, keep=_holds_more(owner, card))
    shower, scanner = _both(meeting)
    tie = MutualTie.objects.live().between(shower, scanner).filter(via=Via.MET, confirmed_at=since).first()
    if tie is not None:
        do_end_tie(tie, at)


def _holds_more(owner: Member, card: Contact) -> bool:
    """Tell whether the owner keeps anything of their own with a card."""
    written = ~Q(notes="") | ~Q(how_met="") | ~Q(met_place="")
    chosen = ~Q(met_on=None) | ~Q(met_through=None) | ~Q(cadence_days=None) | ~Q(tags=None)
    return (
        bool(card.photo)
        or Contact.objects.filter(merged_into=card).exists()
        or Tie.objects.filter(written | chosen, contact=card).exists()
        or Tie.objects.filter(met_through=card).exists()
        or InteractionPerson.objects.filter(contact=card).exists()
        or Favour.objects.filter(contact=card).exists()
        or card.pk in answers_of(owner)
        or any(entry.keeps(card) for entry in after_meeting.values())
    )
