from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.models import Base
from comity.people.contacts.enums import OriginKind, ValueKind


class Origin(models.Model):
    """Where values in a book came from: typed, or one file on one day."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="origins")
    kind = models.CharField(max_length=10, choices=OriginKind)
    ref = models.BigIntegerField(null=True, blank=True)  # the import, by id: exchange sits above
    file = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["owner", "kind", "ref"])]

    def __str__(self) -> str:
        return self.file or self.get_kind_display()


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        """Keep the viewer's own cards, without deleted ones and those of an import that has not completed."""
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(owner=viewer.pk, pending_import=None, deleted_at=None)

    def current(self) -> Self:
        return self.filter(archived_at=None, merged_into=None)


class Contact(Base):
    """A card in one member's private book, about anybody."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="contacts")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cards_of_me",
        editable=False,
    )  # set only by an act of both
    prefix = models.CharField(_("title before the name"), max_length=60, blank=True)
    given = models.CharField(_("given name"), max_length=120, blank=True)
    middle = models.CharField(_("middle name"), max_length=120, blank=True)
    family = models.CharField(_("family name"), max_length=120, blank=True)
    suffix = models.CharField(_("suffix"), max_length=60, blank=True)
    nickname = models.CharField(_("nickname"), max_length=120, blank=True)
    phonetic = models.CharField(_("how it is spoken"), max_length=200, blank=True)
    full_name = models.CharField(_("name"), max_length=300)
    sort_key = models.CharField(max_length=300, editable=False)
    organization = models.CharField(_("organisation"), max_length=300, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    department = models.CharField(_("department"), max_length=200, blank=True)
    photo = models.ImageField(_("photo"), upload_to="cards/", blank=True)
    card_uid = models.CharField(max_length=255, blank=True, editable=False)
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="contacts")
    field_origins = models.JSONField(
        default=dict, blank=True, editable=False
    )  # field name → Origin id, where it differs
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)  # gone for good some days later
    # The small index below leads to the merged ones; a whole one misleads planners that look for all the others.
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="merged", editable=False, db_index=False
    )
    touched_at = models.DateTimeField(null=True, blank=True, editable=False)  # last change by hand
    pending_import = models.BigIntegerField(
        null=True, blank=True, editable=False
    )  # invisible until it completes

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["owner", "sort_key", "id"]),
            models.Index(fields=["owner", "card_uid"]),
            models.Index(
                fields=["deleted_at"], condition=models.Q(deleted_at__isnull=False), name="contact_deleted"
            ),
            models.Index(
                fields=["pending_import"],
                condition=models.Q(pending_import__isnull=False),
                name="contact_pending",
            ),
            models.Index(
                fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="contact_merged"
            ),
            # Today counts the current ones and shows who came last. It is of all cards, for the same reason; what makes
            # a card current stands behind the order, as PostgreSQL finds no order behind what is empty.
            models.Index(
                fields=[
                    "owner",
                    "-created_at",
                    "-id",
                    "pending_import",
                    "deleted_at",
                    "archived_at",
                    "merged_into",
                ],
                name="contact_newest_first",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_linked(self) -> bool:
        """Whether the card is a member whose account is open."""
        return self.member is not None and self.member.is_active


class ContactValueQuerySet(models.QuerySet["ContactValue"]):
    def visible_to(self, viewer: AbstractBaseUser | AnonymousUser) -> Self:
        if not viewer.is_authenticated:
            return self.none()
        return self.filter(
            contact__owner=viewer.pk,
            contact__pending_import=None,
            contact__deleted_at=None,
            pending_import=None,
        )


class ContactValue(models.Model):
    """One line on a card: an address, a number, a link, a date."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="values")
    kind = models.CharField(max_length=10, choices=ValueKind)
    label = models.CharField(_("label"), max_length=60, blank=True)
    value = models.CharField(_("value"), max_length=2000)
    normal = models.CharField(max_length=500, blank=True, editable=False)  # how two spellings are found equal
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="values")
    position = models.PositiveSmallIntegerField(default=0)
    pending_import = models.BigIntegerField(null=True, blank=True, editable=False)

    objects = ContactValueQuerySet.as_manager()

    class Meta:
        ordering = ["contact_id", "kind", "position", "pk"]
        indexes = [
            models.Index(fields=["kind", "normal"]),
            models.Index(
                fields=["pending_import"],
                condition=models.Q(pending_import__isnull=False),
                name="value_pending",
            ),
        ]

    def __str__(self) -> str:
        return self.value
