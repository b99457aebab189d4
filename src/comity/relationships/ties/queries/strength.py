"""How a tie stands, in a word, with its reasons and its history as a picture; seen by its owner alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Direction, StrengthWord
from comity.relationships.ties.models import InteractionPerson, Tie
from comity.relationships.ties.queries.timeline import Picture, picture_of
from comity.relationships.ties.rules.reasons import Reason, Why, reasons_of, was_stronger
from comity.relationships.ties.rules.score import Score
from comity.relationships.ties.rules.strength import Happened, strength_at, word_of

SCORED = tuple(Score.__dataclass_fields__)
_MOST = 20_000  # interactions with one person


@dataclass(frozen=True, slots=True)
class Standing:
    """A tie as its owner sees it: never a number."""

    word: StrengthWord
    reasons: tuple[str, ...]
    fading: str  # what it was, and until when; empty unless it was stronger
    picture: Picture


def standing_of(viewer: Member, contact: Contact, on: date) -> Standing | None:
    """Return how the viewer's tie with a person of their book stands, or None if nothing happened. Two queries."""
    return standings_of(viewer, [contact], on).get(contact.pk)


def standings_of(viewer: Member, contacts: Sequence[Contact], on: date) -> dict[int, Standing]:
    """Return how the viewer's ties with a few people stand, by contact; without those with whom nothing happened.

    Two queries, however many they are.
    """
    scored = Tie.objects.visible_to(viewer).filter(contact__in=contacts, evidence_on__isnull=False)
    scores = {contact: Score(*found) for contact, *found in scored.values_list("contact", *SCORED)}
    if not scores:
        return {}
    happened = _happened(viewer, list(scores))
    return {contact: _standing(happened[contact], score, on) for contact, score in scores.items()}


def _standing(happened: Sequence[Happened], score: Score, on: date) -> Standing:
    strength = strength_at(score.evidence, score.evidence_on, score.half_life, on)
    stronger = was_stronger(happened, score, on)
    return Standing(
        word=word_of(strength),
        reasons=tuple(_sentence(reason) for reason in reasons_of(happened, score, on)),
        fading=_faded(*stronger) if stronger else "",
        picture=picture_of(Counter((one.kind, one.on) for one in happened), on),
    )


def strength_section(viewer: Member, contact: Contact, at: datetime) -> dict[str, Any] | None:
    """Return the block of a person's page; two queries."""
    standing = standing_of(viewer, contact, timezone.localdate(at))
    return None if standing is None else {"standing": standing}


def _happened(viewer: Member, contacts: Sequence[int]) -> dict[int, list[Happened]]:
    company = InteractionPerson.objects.filter(interaction=OuterRef("interaction")).order_by()
    others = Subquery(company.values("interaction").annotate(n=Count("pk")).values("n"))
    counted = InteractionPerson.objects.filter(
        contact__in=contacts, contact__owner=viewer, counts_on__isnull=False
    )
    what = ("kind", "direction", "is_mutual", "is_thanked")
    rows = counted.order_by("-counts_on").values_list(
        "contact", "counts_on", others, *(f"interaction__{name}" for name in what)
    )[: _MOST * len(contacts)]
    happened: dict[int, list[Happened]] = defaultdict(list)
    for contact, on, n, kind, direction, is_mutual, is_thanked in rows:
        happened[contact].append(Happened(kind, direction, on, n, is_mutual, is_thanked))
    return happened


def _faded(word: StrengthWord, until: date) -> str:
    said = {"month": date_format(until, "YEAR_MONTH_FORMAT")}
    if word == StrengthWord.CLOSE:
        return _("Fading: it was close until %(month)s.") % said
    return _("Fading: it was solid until %(month)s.") % said


def _sentence(reason: Reason) -> str:
    """Return a reason in words."""
    n, lately = reason.count, reason.since is not None
    if reason.why == Why.LAST_BOTH and reason.since:
        return _("Last contact both ways: %(day)s.") % {"day": date_format(reason.since, "DATE_FORMAT")}
    if reason.why == Why.FAVOURS:
        return {
            Direction.IN: _("They did you a favour."),
            Direction.OUT: _("You did them a favour."),
        }.get(Direction(reason.direction)) or _("You did favours for each other.")
    if reason.why == Why.WORK:
        return _("You have an organisation in common.")
    return _counted(reason.why, n, lately=lately) % {"n": n}


def _counted(why: Why, n: int, *, lately: bool) -> str:
    if why == Why.MET:
        if lately:
            return ngettext("You met once in the last year.", "You met %(n)d times in the last year.", n)
        return ngettext("You met once, more than a year ago.", "You met %(n)d times, over a year ago.", n)
    if why == Why.SPOKE:
        if lately:
            return ngettext("You spoke once in the last year.", "You spoke %(n)d times in the last year.", n)
        return ngettext("You spoke once, more than a year ago.", "You spoke %(n)d times, over a year ago.", n)
    if why == Why.WROTE:
        if lately:
            return ngettext(
                "Messages on one day in the last year.", "Messages on %(n)d days in the last year.", n
            )
        return ngettext(
            "Messages on one day, over a year ago.", "Messages on %(n)d days, over a year ago.", n
        )
    if why == Why.EVENTS:
        if lately:
            return ngettext(
                "An event together in the last year.", "%(n)d events together in the last year.", n
            )
        return ngettext("An event together, over a year ago.", "%(n)d events together, over a year ago.", n)
    if why == Why.COMPANY:
        return ngettext(
            "You were together with others once.", "You were together with others %(n)d times.", n
        )
    return ngettext("You have known each other for a year.", "You have known each other for %(n)d years.", n)
