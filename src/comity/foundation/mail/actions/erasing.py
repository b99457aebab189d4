from __future__ import annotations

from typing import Any

from django.db import transaction

from comity.foundation.mail.models import Mailbox, OutgoingMail


@transaction.atomic
def erase_mail(owner: Any) -> dict[str, int]:
    """Remove what was to be mailed to a member, what was, and what is known of their addresses."""
    counts = {"mails not sent any more": OutgoingMail.objects.filter(recipient=owner).unsent().count()}
    OutgoingMail.objects.filter(recipient=owner).delete()
    Mailbox.objects.filter(owner=owner).delete()
    return counts
