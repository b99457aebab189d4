"""Tags and filters every template may use without loading them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import lucide
from django import template
from django.forms import ChoiceField, Field, ModelChoiceField
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from comity.foundation.core import direction, text, theme
from comity.foundation.core.http import came_from, undo_url
from comity.foundation.core.registry import NavigationEntry, navigation, page_tops

if TYPE_CHECKING:
    from django.template import Context
    from django.utils.functional import Promise

register = template.Library()
register.filter("initials", text.initials)
register.filter("hue", text.hue)
register.filter("undo_url", undo_url)
register.filter("isolated_text", direction.isolated)


@register.filter
def isolated(typed: object) -> SafeString | list[SafeString]:
    """Return what somebody typed, a name or several, as it stands within a translated sentence of a page (docs/look.md)."""
    if isinstance(typed, (list, tuple)):
        return [_isolated(one) for one in typed]
    return _isolated(typed)


def _isolated(typed: object) -> SafeString:
    words = conditional_escape(typed if isinstance(typed, str) else str(typed))
    if not direction.may_turn(words):
        return words
    return format_html("<bdi>{}</bdi>", mark_safe(direction.without_controls(words)))


@register.filter
def with_code(words: str) -> SafeString:
    """Draw what stands in backticks as what is typed."""
    pieces = enumerate(words.split("`"))
    drawn = (format_html("<code>{}</code>" if place % 2 else "{}", piece) for place, piece in pieces)
    return format_html_join("", "{}", ((one,) for one in drawn))


@register.simple_tag
def icon(name: str, size: int = 20, **attributes: str) -> SafeString:
    """Draw an icon that decorates words; readers of the page by ear do not meet it."""
    return _icon(name, size, tuple((key, str(value)) for key, value in attributes.items()))


# What every icon has says the style sheet once (comity.css): a person's page has a hundred of them.
_OF_ALL = ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'


@lru_cache(maxsize=512)
def _icon(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    drawn = lucide._render_icon(name, size, aria_hidden="true", **dict(attributes))
    return mark_safe("".join(line.strip() for line in drawn.replace(_OF_ALL, "").splitlines()))


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the rail or the account menu, as this page shows it."""

    url: str
    label: str | Promise
    icon: str
    current: str  # the value of aria-current, or empty
    count: int = 0
    for_operators: bool = False


@register.simple_tag(takes_context=True)
def places(context: Context, menu: str = "main") -> list[Place]:
    """Return where the signed-in member may go, what operators have last; nothing for a visitor."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return []
    entries = sorted(
        (entry for entry in navigation.values() if entry.menu == menu),
        key=lambda entry: (entry.operators_only, entry.order),
    )
    mine = [entry for entry in entries if user.is_operator or not entry.operators_only]
    urls = [reverse(entry.url_name) for entry in mine]
    here = max((url for url in urls if _leads_to(url, request.path)), key=len, default="")
    return [_place(entry, url, here, request.path, user) for entry, url in zip(mine, urls, strict=True)]


@register.filter
def new_in_all(places: list[Place]) -> int:
    """Return how much is new behind these links together."""
    return sum(place.count for place in places)


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url.count("/") > 1 and path.startswith(url))  # everything is below the front page


def _place(entry: NavigationEntry, url: str, here: str, path: str, user: Any) -> Place:
    current = ("page" if path == url else "true") if url == here else ""
    count = entry.count(user) if entry.count else 0
    return Place(url, entry.label, entry.icon, current, count, entry.operators_only)


@register.simple_tag
def above_pages() -> list[str]:
    """Return the templates of what stands above every page, in order."""
    return [part.template for part in sorted(page_tops.values(), key=lambda part: part.order)]


@register.simple_tag(takes_context=True)
def page_address(context: Context) -> str:
    """Return where this page can be read again: of an answer to a form, the page the form stood on."""
    request = context["request"]
    here: str = request.get_full_path()
    return here if request.method in ("GET", "HEAD") else came_from(request, here)


@register.simple_tag(takes_context=True)
def chosen_theme(context: Context) -> str:
    """Return the theme this browser asked for: system, light or dark."""
    request = context.get("request")
    return theme.chosen(request) if request is not None else theme.SYSTEM


@register.simple_tag
def theme_choices() -> list[theme.Theme]:
    return list(theme.THEMES)


@register.simple_tag
def paper(name: str) -> str:
    """Return the colour of the page in a theme, for the browser's own frame."""
    return theme.PAPER[name]


@register.filter
def need(field: BoundField) -> str:
    """Say in words whether a field must be filled, where the form leaves that open: where its fields differ in it.

    A choice that is made already, and can only be made another way, says nothing.
    """
    fields: list[Any] = list(field.form.visible_fields())
    if len({other.field.required for other in fields}) < 2:
        return ""
    if field.field.required and field.value() and _has_no_empty_choice(field.field):
        return ""
    return _("required") if field.field.required else _("optional")


def _has_no_empty_choice(field: Field) -> bool:
    if isinstance(field, ModelChoiceField) or not isinstance(field, ChoiceField):  # the former's cost a query
        return False
    choices: Any = field.choices
    return all(value != "" for value, _label in choices)
