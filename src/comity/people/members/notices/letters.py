"""The letters of this app, each a pair of templates in ``members/mail/``."""

from __future__ import annotations

from django.core.mail import EmailMessage

from comity.foundation.mail.notices import letters


def compose(to: str, template: str, context: dict[str, object], *, language: str) -> EmailMessage:
    """Return the letter ``members/mail/<template>`` in the reader's language."""
    return letters.compose(to, f"members/mail/{template}", context, language=language)
