"""A mail as we write it: plain text, and the same text on a quiet page."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override


def add_html(message: EmailMessage) -> EmailMessage:
    """Add the page that says what the plain text says; one that is already there stays."""
    if isinstance(message, EmailMultiAlternatives) and not message.alternatives:
        context = {
            "subject": message.subject,
            "paragraphs": str(message.body).split("\n\n"),
            "instance_name": settings.INSTANCE_NAME,
            "base_url": settings.BASE_URL,
        }
        message.attach_alternative(render_to_string("members/mail/letter.html", context), "text/html")
    return message


def compose(to: str, template: str, context: dict[str, object], *, language: str) -> EmailMessage:
    """Return the letter ``members/mail/<template>`` in the reader's language."""
    context = {"instance_name": settings.INSTANCE_NAME, "base_url": settings.BASE_URL} | context
    with override(language or settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string(f"members/mail/{template}_subject.txt", context).split())
        body = render_to_string(f"members/mail/{template}.txt", context).strip()
        return add_html(EmailMultiAlternatives(subject, body, to=[to]))
