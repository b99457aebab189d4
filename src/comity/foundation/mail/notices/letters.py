"""A mail as we write it: plain text, and the same on a quiet page."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override


def add_html(message: EmailMessage) -> EmailMessage:
    """Add the page that says what the plain text says; one that is already there stays."""
    if isinstance(message, EmailMultiAlternatives) and not message.alternatives:
        paragraphs = str(message.body).split("\n\n")
        _attach(message, "mail/letter.html", {"paragraphs": paragraphs})
    return message


def compose(
    to: str, template: str, context: Mapping[str, object], *, language: str, html: str = ""
) -> EmailMessage:
    """Return the letter of ``<template>.txt`` and ``<template>_subject.txt`` in the reader's language.

    ``html`` names a template of its own for the page, which extends ``mail/letter.html``.
    """
    context = {"instance_name": settings.INSTANCE_NAME, "base_url": settings.BASE_URL, **context}
    with override(language or settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context).strip()
        message = EmailMultiAlternatives(subject, body, to=[to])
        if html:
            _attach(message, html, context)
        return add_html(message)


def _attach(message: EmailMultiAlternatives, template: str, context: Mapping[str, object]) -> None:
    ours = {"instance_name": settings.INSTANCE_NAME, "base_url": settings.BASE_URL}
    page = render_to_string(template, {**ours, **context, "subject": message.subject})
    message.attach_alternative(page, "text/html")
