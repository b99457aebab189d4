from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.members.models import Member
from comity.relationships.insiders.enums import Side, State, Way
from comity.relationships.insiders.models.offer import Offer

_HOLDS = [State.ASKED, State.DECLINED, State.CONFIRMED]


@dataclass(frozen=True, slots=True)
class Words:
    """What the two of a booking wrote, as one of them reads it: what a decision hid of the other's is empty."""

    topics: str
    place: str
    what: str
    word: str


class BookingQuerySet(models.QuerySet["Booking"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A booking is read by the two it is between, while both are there."""
        if not viewer.is_authenticated:
            return self.none()
        mine = self.filter(Q(asker=viewer.pk) | Q(offerer=viewer.pk))
        return mine.filter(asker__is_active=True, offerer__is_active=True)


class Booking(Base):
    """Twenty minutes that one member asks of another."""

    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, related_name="bookings")
    offerer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookings_of_me")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookings")
    topics = models.CharField(max_length=300)  # as the offer had it
    what = SealedTextField(_("what it is about"))
    way = models.CharField(max_length=6, choices=Way)
    place = models.CharField(max_length=300, blank=True)
    starts_at = models.DateTimeField(
        null=True, blank=True
    )  # empty until a time is agreed, where none was picked
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    word = SealedTextField(_("a word"), blank=True)
    word_by = models.CharField(max_length=8, choices=Side, blank=True, default="")  # empty: not known
    asker_hidden_at = models.DateTimeField(null=True, blank=True)  # what who asks wrote, by a decision
    offerer_hidden_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)
    moves_to = models.DateTimeField(null=True, blank=True)  # another time that waits for a yes
    moves_by = models.CharField(max_length=8, choices=Side, blank=True, default="")  # who proposed it
    sequence = models.PositiveSmallIntegerField(default=0)  # how often calendars were told of a change

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offerer", "starts_at"],
                condition=Q(state__in=_HOLDS),
                name="insiders_a_time_is_taken_once",
            ),
            models.UniqueConstraint(
                fields=["asker", "offerer"], condition=Q(state__in=_HOLDS), name="insiders_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(asker=F("offerer")), name="insiders_ask_another"),
            models.CheckConstraint(
                condition=Q(moves_to=None, moves_by="")
                | Q(moves_to__isnull=False, moves_by__in=[Side.ASKER, Side.OFFERER], state=State.CONFIRMED),
                name="insiders_a_proposal_is_somebodys",
            ),
        ]

    def drop_proposal(self) -> None:
        """Let no other time wait for a yes."""
        self.moves_to, self.moves_by = None, ""

    def __str__(self) -> str:
        return f"{self.asker} asks {self.offerer}"

    def other_of(self, member: Member) -> Member:
        other: Member = self.offerer if member.pk == self.asker_id else self.asker
        return other

    def side_of(self, member: Member) -> Side:
        return Side.ASKER if member.pk == self.asker_id else Side.OFFERER

    def hides(self, side: Side) -> bool:
        """Tell whether what one side wrote is hidden by a decision, from the other."""
        hidden_at = self.asker_hidden_at if side is Side.ASKER else self.offerer_hidden_at
        return hidden_at is not None

    def words_for(self, reader: Member) -> Words:
        """Return what both wrote as one of the two reads it; a word of nobody known counts as the other's."""
        own = self.side_of(reader)
        other = Side.OFFERER if own is Side.ASKER else Side.ASKER
        gone = other if self.hides(other) else None
        return Words(
            topics="" if gone is Side.OFFERER else self.topics,
            place="" if gone is Side.OFFERER else self.place,
            what="" if gone is Side.ASKER else self.what,
            word="" if gone and self.word_by != own else self.word,
        )
