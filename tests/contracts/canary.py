"""Words found nowhere else: each free text of a member's life carries one, so that a leak names its field."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.db import models

from comity.foundation.core.ids import PublicIdField

TOKEN = re.compile(r"(?=(zq[a-z]{12}))", re.IGNORECASE)
LABELS: dict[str, str] = {}  # what each word that was given out stands for

# Texts that code reads: a token there would be a fault of its own.
SHAPED = {
    "account.EmailAddress.email",
    "contacts.Contact.photo",
    "contacts.ContactValue.normal",
    "members.Invitation.email_key",
    "members.Invitation.token",
    "members.Invitation.token_hash",
    "members.Member.language",
    "members.Member.password",
    "members.Member.time_zone",
    "members.Position.organization_folded",
}
HIDDEN = (models.FileField, models.GenericIPAddressField)


def token(label: str) -> str:
    """Return the word of a label: letters only, so that neither cleaning nor folding changes it."""
    digest = hashlib.sha256(label.encode()).digest()
    word = "zq" + "".join(chr(ord("a") + byte % 26) for byte in digest[:12])
    LABELS[word] = label
    return word


def label_of(field: models.Field[Any, Any]) -> str:
    return f"{field.model._meta.label}.{field.name}"


def is_free_text(field: models.Field[Any, Any]) -> bool:
    """Tell whether somebody's own words stand in a column."""
    return (
        isinstance(field, (models.CharField, models.TextField))
        and not isinstance(field, HIDDEN)
        and not field.choices
        and not field.primary_key
        and not isinstance(field, PublicIdField)
        and field.name != "audience_kind"
        and label_of(field) not in SHAPED
    )


def told(model: type[models.Model], **given: Any) -> Any:
    """Save a row whose every free text is a token of its own."""
    for field in model._meta.concrete_fields:
        if field.name in given or not is_free_text(field):
            continue
        word = token(label_of(field))
        if isinstance(field, models.EmailField):
            word = f"{word}@example.org"
        elif isinstance(field, models.URLField):
            word = f"https://{word}.example.org/"
        given[field.name] = word
    return model._default_manager.create(**given)


def tokens_in(text: str) -> set[str]:
    """Return the labels of all words of hers that stand in a text; random ids that look alike are none."""
    return {LABELS[word.lower()] for word in TOKEN.findall(text) if word.lower() in LABELS}
