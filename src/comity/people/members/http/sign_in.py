"""Where a new member goes, and by whose word a session begins."""

from django.conf import settings
from django.shortcuts import resolve_url

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def welcome_url() -> str:
    """Return the page that a member sees first."""
    return resolve_url(settings.ACCOUNT_SIGNUP_REDIRECT_URL)
