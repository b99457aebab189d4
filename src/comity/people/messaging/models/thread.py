from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.members.models import Block
from comity.people.members.queries.blocks import not_blocked
from comity.people.messaging.enums import State
from comity.people.messaging.rules.gate import UNANSWERED


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """A thread is there for its members who have not left.

        One of two is not there for who blocked the other; a request is not there for who is asked where its sender is
        gone (whatever the reason) or took it back, or where its words are hidden.
        """
        if not viewer.is_authenticated:
            return self.none()
        blocked = Block.objects.filter(blocker=viewer.pk).values("blocked")
        said = Thread.objects.filter(
            pk=OuterRef("pk"),
            messages__isnull=False,
            messages__deleted_at__isnull=True,
            messages__hidden_at__isnull=True,
        )
        stands = Q(asker__is_active=True, ended_at=None) & not_blocked(viewer, "asker") & Exists(said)
        return (
            self.filter(Exists(Seat.objects.filter(thread=OuterRef("pk"), member=viewer.pk, left_at=None)))
            .exclude(one__in=blocked)
            .exclude(other__in=blocked)
            .filter(~Q(state__in=UNANSWERED) | Q(asker=viewer.pk) | stands)
        )

    def in_inbox_of(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Leave out what others ask and the viewer has not answered."""
        return self.visible_to(viewer).exclude(~Q(asker=viewer.pk), state__in=UNANSWERED)

    def waiting_for(self, viewer: AbstractBaseUser) -> Self:
        """Keep the requests that wait for the viewer's answer."""
        return self.visible_to(viewer).filter(~Q(asker=viewer.pk), state=State.WAITING)

    def living(self) -> Self:
        return self.filter(ended_at=None)

    def between(self, a: AbstractBaseUser, b: AbstractBaseUser) -> Self:
        """Keep the threads the two began themselves."""
        low, high = sorted((a.pk, b.pk))
        return self.filter(one=low, other=high, source="")


class Thread(Base):
    """Messages between two or more members."""

    title = SealedTextField(_("what it is about"), blank=True)
    source = models.CharField(max_length=80, blank=True)  # what opened it: "introduction:<public id>"
    opening = SealedTextField(_("first words, by nobody"), blank=True)
    # Of two members: the lower id and the other. Empty in a larger thread, and where one was erased.
    one = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asker = models.ForeignKey(  # of two members: who began
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="threads_begun"
    )
    asked_at = models.DateTimeField(null=True, blank=True)  # if it began with a request
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)  # by a block: it stays closed after that

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="messaging_in_order"),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=Q(source="", ended_at=None),
                name="messaging_one_thread_a_pair",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=~Q(source=""), name="messaging_opened_once_by_a_source"
            ),
        ]
        indexes = [models.Index(fields=["asker", "asked_at"], name="messaging_asked_of_late")]

    def __str__(self) -> str:
        return f"thread {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("messaging:thread", args=[self.public_id])


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Who else sits in a thread its members see; how far somebody has read is theirs alone."""
        return self.filter(left_at=None, thread__in=Thread.objects.visible_to(viewer))

    def taken(self) -> Self:
        return self.filter(left_at=None)


class Seat(models.Model):
    """One member's place in a thread: what is newest there for them, and how far they have read."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="seats")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="thread_seats")
    last_at = models.DateTimeField()  # of the newest message this member may see
    newest = models.BigIntegerField(default=0)  # its id
    read = models.BigIntegerField(default=0)  # the id of the newest they had before them
    muted_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "member"], name="messaging_one_seat_each")]
        indexes = [models.Index(fields=["member", "-last_at"], name="messaging_newest_first")]

    def __str__(self) -> str:
        return f"{self.member} in {self.thread}"

    @property
    def is_unread(self) -> bool:
        return self.newest > self.read
