"""A name for a session that can stand in a page: neither its key nor its number."""

from allauth.usersessions.models import UserSession
from django.utils.crypto import salted_hmac


def session_handle(session: UserSession) -> str:
    return salted_hmac("members.session", session.session_key, algorithm="sha256").hexdigest()[:22]
