from __future__ import annotations

from django.conf import settings

from comity.foundation.mail.rules.addresses import join_address


def address_for(prefix: str, token: str) -> str:
    """Return the address at which ``token`` is reached, or "" where no mail domain is set. No query."""
    return join_address(prefix, token, settings.MAIL_DOMAIN) if settings.MAIL_DOMAIN else ""
