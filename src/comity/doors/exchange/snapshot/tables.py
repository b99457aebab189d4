"""What members write and gather, table by table, in the order in which it can be read back."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.conf import settings
from django.utils import timezone

from comity.doors.exchange.models import CardAddition, FieldChange, Import
from comity.doors.exchange.snapshot.table import Table
from comity.foundation.core.audience import PUBLIC
from comity.foundation.core.models import NamedPeople
from comity.foundation.core.text import fold
from comity.foundation.mail.models import Mailbox
from comity.people.companies.models import Company
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Apart, Contact, ContactValue, Merge, Origin, SavedView
from comity.people.contacts.rules.lines import normal_of
from comity.people.contacts.rules.naming import sort_key_of
from comity.people.load.models import WeeklyLoad
from comity.people.members.models import (
    Detail,
    Education,
    Position,
    Profile,
    Show,
    Word,
)
from comity.people.notifications.models import KindChoice, Preferences
from comity.relationships.asks.enums import State
from comity.relationships.asks.models import Ask
from comity.relationships.graph.models import Openness
from comity.relationships.insiders.models import Offer, OfferTime
from comity.relationships.sources.models import Calendar
from comity.relationships.ties.models import Favour, Interaction, Tag, Tie
from comity.relationships.touch.models import FollowUp, Nudge, Pace, Quiet, TagCadence


def _sort_key(contact: Any) -> None:
    contact.sort_key = sort_key_of(contact.family, contact.given, contact.full_name)


def _normal(value: Any) -> None:
    value.normal = normal_of(value.kind, value.value, settings.DEFAULT_REGION)[:500]


def _folded(word: Any) -> None:
    word.folded = fold(word.text)[:100] or word.text.casefold()


def _lower_first(pair: Any) -> None:
    pair.one_id, pair.other_id = sorted((pair.one_id, pair.other_id))


def _company(position: Any) -> None:
    if position.audience_kind == PUBLIC:
        company = Company.of_name(position.organization)
        position.company = Company.objects.get_or_create(
            folded=company.folded, defaults={"name": company.name}
        )[0]


def _history(ask: Any) -> None:
    """An ask that stood is over where it is brought: nobody has it before them, and nothing is sent again."""
    if ask.state == State.OPEN:
        ask.state = State.OVER
    if ask.state == State.OVER:
        now = timezone.now()
        ask.ended_at, ask.expires_at = ask.ended_at or now, min(ask.expires_at or now, now)


def _name(row: Any) -> tuple[Any, ...]:
    return (row.name,)


def _key(interaction: Any) -> tuple[Any, ...]:
    return (interaction.key,)


def _contact(tie: Any) -> tuple[Any, ...]:
    return (tie.contact_id,)


def _tag(cadence: Any) -> tuple[Any, ...]:
    return (cadence.tag_id,)


def _only(openness: Any) -> tuple[Any, ...]:
    """What a member said here stays: an older archive opens nobody who has closed themselves."""
    return ("openness",)


def _part(show: Any) -> tuple[Any, ...]:
    return (show.part,)


def _origin(origin: Any) -> tuple[Any, ...]:
    """What was typed has one origin in each book; a file has one for each time it was brought in."""
    if origin.kind == OriginKind.TYPED:
        return (origin.kind,)
    return (origin.kind, origin.file, origin.at)


VALUES = Table("values", ContactValue, owner="contact", derive=_normal)
SHOWS = Table("shows", Show, owner="profile", same=_part)
CHANGES = Table("changes", FieldChange, owner="upload")
ADDITIONS = Table("additions", CardAddition, owner="upload")
TIMES = Table("times", OfferTime, owner="offer")

# Made again from the interactions.
DERIVED = frozenset(
    "first_on last_both_on rhythm_days evidence evidence_on half_life meetings together shares_work".split()
)

TABLES: tuple[Table, ...] = (
    Table("lists", NamedPeople, same=_name),
    Table("profile", Profile, inside={"shows": SHOWS}, fills=True),
    Table("positions", Position, leave=frozenset({"company", "organization_folded"}), derive=_company),
    Table("offers", Offer, leave=frozenset({"hidden_at"}), inside={"times": TIMES}),
    Table("education", Education),
    Table("words", Word, same=attrgetter("kind", "folded"), derive=_folded),
    Table("details", Detail),
    Table("origins", Origin, leave=frozenset({"ref"}), same=_origin),
    Table(
        "contacts",
        Contact,
        inside={"values": VALUES},
        named_by={"field_origins": Origin},
        derive=_sort_key,
    ),
    Table("kept_apart", Apart, same=attrgetter("one_id", "other_id"), derive=_lower_first),
    Table("saved_views", SavedView, same=_name),
    Table(
        "notice_preferences", Preferences, leave=frozenset({"next_letter_at", "last_letter_at"}), fills=True
    ),
    Table("notice_choices", KindChoice, same=attrgetter("kind")),
    Table("mailboxes", Mailbox, leave=frozenset({"token", "last_report"}), restores=False),
    Table("merges", Merge, leave=frozenset({"moved", "followed"}), restores=False),
    Table("tags", Tag, key="name", same=_name),
    Table("ties", Tie, leave=DERIVED, same=_contact),
    Table("interactions", Interaction, same=_key),
    Table("favours", Favour, leave=frozenset({"shared_key", "words_of", "removed_at"})),
    Table("follow_ups", FollowUp),
    Table("tag_cadences", TagCadence, same=_tag),
    Table("quiets", Quiet, same=attrgetter("contact_id", "about")),
    Table("pace", Pace, leave=frozenset({"zone", "moved_on", "asked_on"}), fills=True),
    Table("weekly_load", WeeklyLoad, fills=True),
    Table("nudges", Nudge, restores=False),
    Table("openness", Openness, same=_only),
    Table("asks", Ask, owner="asker", leave=frozenset({"most", "turn_at", "hidden_at"}), derive=_history),
    Table(
        "calendars",
        Calendar,
        leave=frozenset(
            {"failures", "next_poll_at", "held_until", "etag", "last_modified", "whole_after", "removed_at"}
        ),
        restores=False,
    ),
    Table(
        "imports",
        Import,
        leave=frozenset({"file", "runner", "done", "total", "phase"}),
        inside={"field_changes": CHANGES, "additions": ADDITIONS},
        restores=False,
    ),
)
