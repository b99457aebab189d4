"""The letter about an archive that should be there by now."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.foundation.mail.notices.letters import add_html
from comity.people.members.models import Member


def archive_letter(member: Member) -> EmailMessage:
    """Return the reminder a member asked for, in their language."""
    with override(member.language or settings.LANGUAGE_CODE):
        address = f"{settings.BASE_URL}{reverse('exchange:upload')}"
        body = _(
            "A day ago you asked LinkedIn for your archive and asked us to remind you.\n\n"
            "LinkedIn should have written to you by now. Its link works for 72 hours: download the ZIP, and drop it here "
            "as it is:\n\n%(address)s\n\n"
            "You see what is in it before anything enters your book. If LinkedIn has not written yet, it will; there is "
            "nothing to do until then."
        ) % {"address": address}
        return add_html(EmailMultiAlternatives(_("Your LinkedIn archive"), body, to=[member.email]))
