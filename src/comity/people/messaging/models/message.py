from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.encryption import SealedTextField
from comity.foundation.core.models import Base
from comity.people.members.models import Block
from comity.people.members.queries.blocks import not_blocked
from comity.people.messaging.models.thread import Thread


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Messages are read in the threads one sees; what was written across a block while it stands is not there.

        What was written before the block is there as a gap, like the messages of somebody erased.
        """
        if not viewer.is_authenticated:
            return self.none()
        between = Q(blocker=viewer.pk, blocked=OuterRef("author")) | Q(
            blocked=viewer.pk, blocker=OuterRef("author")
        )
        walled = Block.objects.filter(between, at__lte=OuterRef("created_at"))
        return self.filter(~Exists(walled), thread__in=Thread.objects.visible_to(viewer))

    def with_words_for(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep those that are no gap: not deleted nor hidden by a decision, by somebody who is there for the viewer."""
        there = Q(author__is_active=True) & not_blocked(viewer, "author")
        shown = Q(hidden_at=None) | Q(author=viewer.pk)
        return self.visible_to(viewer).filter(there, shown, deleted_at=None)


class Message(Base):
    """What a member wrote in a thread; without an author where they were erased."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    text = SealedTextField(_("message"), blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by a decision: its author's alone since
    deleted_at = models.DateTimeField(null=True, blank=True)  # its text follows once that cannot be undone

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["thread", "-id"], name="messaging_in_a_thread"),
            models.Index(
                fields=["deleted_at"],
                condition=Q(deleted_at__isnull=False) & ~Q(text=""),
                name="messaging_text_to_forget",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.public_id}"
