"""Letters: where they go when no mail server is configured."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from comity.foundation.core.models import Letter


class LetterBackend(BaseEmailBackend):
    """Keeps each mail as a letter on the operator's page, so that a fresh instance needs no mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        letters = [
            Letter(to=to, subject=str(message.subject), body=str(message.body), html=_html(message))
            for message in email_messages
            for to in message.recipients()
        ]
        Letter.objects.bulk_create(letters)
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
