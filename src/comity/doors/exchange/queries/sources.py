"""Where people's files come from, and how to get each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Source:
    """A place people are kept, and the way to take them along."""

    key: str
    name: str | Promise
    icon: str
    brings: str | Promise
    steps: tuple[str | Promise, ...]


SOURCES = (
    Source(
        "linkedin",
        "LinkedIn",
        "briefcase-business",
        _("Connections, and on which days you wrote to each other; never what you wrote."),
        (
            _("On LinkedIn, at a computer: Settings, Data privacy, Get a copy of your data."),
            _("Choose the larger archive and ask for it. It needs up to a day; LinkedIn then writes to you."),
            _("Download the ZIP within 72 hours and drop it here as it is."),
        ),
    ),
    Source(
        "google",
        _("Google Contacts"),
        "contact-round",
        _("Names, addresses, phone numbers, birthdays, labels and notes."),
        (
            _("Open contacts.google.com and choose Export."),
            _("Take Google CSV or vCard; both are read."),
        ),
    ),
    Source(
        "outlook",
        _("Outlook"),
        "mail",
        _("Names, addresses, phone numbers and birthdays."),
        (_("Open People, choose Manage contacts, then Export contacts."),),
    ),
    Source(
        "phone",
        _("Your phone"),
        "smartphone",
        _("Names, addresses, phone numbers and birthdays; photos are not read yet."),
        (
            _(
                "iPhone: in Contacts, hold a list, choose Export. Android: in Contacts, Fix and manage, Export to file."
            ),
            _("You get a file that ends in .vcf."),
        ),
    ),
    Source(
        "calendar",
        _("A calendar"),
        "calendar-days",
        _("Suggests on which days you met people of your book; you confirm each."),
        (_("Export your calendar as iCalendar; the file ends in .ics."),),
    ),
    Source(
        "csv",
        _("Any list"),
        "table",
        _("A spreadsheet with a row for each person; you say what the columns mean."),
        (_("Save it as CSV, with names for the columns in the first row."),),
    ),
)
