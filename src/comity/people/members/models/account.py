from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.foundation.core.ids import PublicIdField
from comity.people.members.enums import Standing


class MemberManager(BaseUserManager["Member"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Member:
        """Return a saved member; without a password they sign in by code or passkey."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def get_by_natural_key(self, username: str | None) -> Member:
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """A person with an account."""

    public_id = PublicIdField()
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_operator = models.BooleanField(default=False)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.ACTIVE)
    is_active = models.BooleanField(default=True, editable=False)  # allauth filters by this column
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    welcomed_at = models.DateTimeField(null=True, blank=True, editable=False)
    unread_notices = models.PositiveIntegerField(
        default=0, editable=False
    )  # kept here as every page shows it
    unread_threads = models.PositiveIntegerField(default=0, editable=False)  # the same

    objects: ClassVar[MemberManager] = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(standing=Standing.ACTIVE, is_active=True)
                | (~models.Q(standing=Standing.ACTIVE) & models.Q(is_active=False)),
                name="members_active_means_active",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email
