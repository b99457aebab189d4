"""How a profile's days, links and audiences are written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from comity.foundation.core.audience import Audience, audience_kinds
from comity.foundation.core.enums import Precision
from comity.people.members.enums import DetailKind

if TYPE_CHECKING:
    from django.template import Context

    from comity.people.members.models import Detail, Education, Position

register = template.Library()
_FORMATS = {Precision.YEAR: "Y", Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.DAY: "DATE_FORMAT"}
_SCHEMES = {DetailKind.EMAIL: "mailto:", DetailKind.PHONE: "tel:", DetailKind.LINK: ""}
_ICONS = {
    DetailKind.EMAIL: "mail",
    DetailKind.PHONE: "phone",
    DetailKind.LINK: "link",
    DetailKind.IM: "message-circle",
}


@register.filter
def span(row: Position | Education) -> str:
    """Write when a position or education was: both days, one of them, or nothing."""
    started = _written(row.started_on, getattr(row, "started_precision", "") or getattr(row, "precision", ""))
    ended = _written(row.ended_on, getattr(row, "ended_precision", "") or getattr(row, "precision", ""))
    if started and ended:
        return started if started == ended else f"{started} – {ended}"
    if started:
        return _("since %(day)s") % {"day": started}
    return _("until %(day)s") % {"day": ended} if ended else ""


def _written(day: date | None, precision: str) -> str:
    return formats.date_format(day, _FORMATS[Precision(precision)]) if day else ""


@register.filter
def address(detail: Detail) -> str:
    """Return where a contact detail leads; empty for what has no address of its own."""
    kind = DetailKind(detail.kind)
    if kind not in _SCHEMES:
        return ""
    value = "".join(detail.value.split()) if kind == DetailKind.PHONE else detail.value
    if kind == DetailKind.LINK and not value.startswith(("https://", "http://")):
        return ""
    return _SCHEMES[kind] + value


@register.filter
def detail_icon(detail: Detail) -> str:
    return _ICONS[DetailKind(detail.kind)]


@register.filter
def seen_by(row: Any, labels: dict[Audience, str]) -> str:
    """Name a row's audience in the owner's words; a list that is gone is nobody."""
    return labels.get(row.audience) or str(audience_kinds["me"].label)


@register.filter
def confirmed(row: Position) -> str:
    """Say that a position is more than its owner's word; empty where it is not."""
    found = getattr(row, "confirmation", None)
    if found is None or (found.ended_at and not row.ended_on):
        return ""
    return _("confirmed")


@register.simple_tag(takes_context=True)
def company_page(context: Context, row: Position) -> str:
    """Return where a position's company is read of, among ``companies`` that are there for the viewer; empty for none."""
    known = (context.get("companies") or {}).get(row.organization_folded)
    company = known or row.company
    return reverse("members:company", args=[company.public_id]) if company else ""
