"""What a member sees of their calendars and log address."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.foundation.mail.queries.addresses import address_for
from comity.people.members.models import Member
from comity.relationships.sources.models import Calendar, LogAddress

_PROBLEMS: dict[str, str | Promise] = {
    "bad-address": _("This is no address of a calendar. Remove it and add the one your calendar program shows."),
    "inside": _("This address leads into this server's own network, which is not read. Ask who runs this instance if yours should be."),
    "unknown-host": _("No such server is known. Look at the address again; a typing error is likely."),
    "insecure": _("The server sends us to an unprotected address. Add the address that begins with https."),
    "redirects": _("The server sends us from one address to the next without end. Copy the address anew."),
    "too-large": _("The calendar is larger than 20 MB. Share a smaller one, or one with fewer years."),
    "too-slow": _("The server took longer than half a minute. We try again by ourselves."),
    "no-answer": _("The server does not answer. We try again by ourselves."),
    "certificate": _("The server's certificate is not valid, so that we cannot be sure it is the right one. Whoever runs it can mend this."),
    "gone": _("There is no calendar at this address any more. Copy the address anew from your calendar program."),
    "not-allowed": _("The server wants a password. Use the secret address in iCal format, which needs none."),
    "server-trouble": _("The server has trouble of its own. We try again by ourselves."),
    "ours": _("Something went wrong here as we read it, which whoever runs this instance can see. We try again by ourselves."),
    "no-calendar": _("What is there is no calendar. Use the address that ends in .ics, not the page of the calendar."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One calendar, and what is wrong with it in words."""

    calendar: Calendar
    problem: str | Promise


@dataclass(frozen=True, slots=True)
class Sources:
    calendars: list[Shown]
    log: LogAddress | None
    address: str  # "" where the member has none or no mail comes in
    mail_comes_in: bool


def sources_of(viewer: Member) -> Sources:
    """Two queries."""
    mine = Calendar.objects.visible_to(viewer).filter(removed_at=None)
    log = LogAddress.objects.visible_to(viewer).first()
    comes_in = settings.MAIL_COMES_IN
    return Sources(
        calendars=[Shown(one, _PROBLEMS.get(one.problem, one.problem)) for one in mine],
        log=log,
        address=address_for("log", log.token) if log and comes_in else "",
        mail_comes_in=comes_in,
    )
