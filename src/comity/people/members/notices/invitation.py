from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from comity.people.members.models import Invitation
from comity.people.members.notices.letters import compose


def invitation_letter(invitation: Invitation) -> EmailMessage:
    """Return the letter that says who invites, in their words, why it came, and how it never comes again."""
    link = settings.BASE_URL + reverse("members:invitation", args=[invitation.token])
    context: dict[str, object] = {"inviter": invitation.inviter, "note": invitation.note, "link": link}
    message = compose(invitation.email, "invitation", context, language=invitation.inviter.language)
    message.extra_headers["List-Unsubscribe"] = f"<{link}never/>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message
