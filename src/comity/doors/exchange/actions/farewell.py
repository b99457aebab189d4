"""The last letter to somebody who left."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.doors.exchange.models import ErasureReceipt
from comity.foundation.mail.notices.letters import add_html


def send_receipt(receipt: ErasureReceipt, *, address: str, name: str, language: str) -> bool:
    """Mail the receipt, and tell whether it left; no job and no letter may keep the address, so it is tried once."""
    if not settings.MAIL_LEAVES and settings.EMAIL_BACKEND == "comity.foundation.core.mail.LetterBackend":
        return False
    context = {"receipt": receipt, "name": name, "instance_name": settings.INSTANCE_NAME}
    with override(language or settings.LANGUAGE_CODE):
        body = render_to_string("exchange/account/mail/erased.txt", context).strip()
        letter = add_html(EmailMultiAlternatives(_("Your account is erased"), body, to=[address]))
    try:
        letter.send()
    except OSError:
        return False
    return True
