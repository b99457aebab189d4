"""Light or dark: as the device says, or as this browser was told to; a cookie, so that the first paint is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import Promise

SYSTEM, LIGHT, DARK = "system", "light", "dark"
COOKIE = "theme"
YEAR = 365 * 24 * 3600
PAPER = {LIGHT: "#faf7f0", DARK: "#181410"}  # --paper of comity.css, for what reads no CSS


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    label: str | Promise
    icon: str


THEMES = (
    Theme(SYSTEM, _("As the device"), "sun-moon"),
    Theme(LIGHT, _("Light"), "sun"),
    Theme(DARK, _("Dark"), "moon"),
)


def chosen(request: HttpRequest) -> str:
    """Return the theme the cookie names; system when there is none or it is not ours."""
    name = request.COOKIES.get(COOKIE, SYSTEM)
    return name if name in PAPER else SYSTEM


def remember(response: HttpResponse, name: str) -> None:
    """Keep the choice in this browser for a year; system forgets it."""
    if name in PAPER:
        response.set_cookie(
            COOKIE, name, max_age=YEAR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE)
