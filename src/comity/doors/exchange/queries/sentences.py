"""What codes mean in words: why a row ended as it did, why two cards may be one, what is wrong with a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comity.doors.exchange.enums import Outcome, State
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact

WHY: dict[str, str | Promise] = {
    "repeated": _("The file names this person more than once; it became one card."),
    "before-header": _("This line stands above the column names."),
    "header-again": _("The column names once more."),
    "blank": _("An empty line."),
    "closed-account": _("The account is closed; nothing but a date is left."),
    "restricted-account": _("LinkedIn hides this account."),
    "deleted-account": _("The account was deleted; nobody can be told from it."),
    "not-about-people": _("This says nothing about people you know."),
    "unknown-file": _("This file of the archive is not known to Comity."),
    "no-place-in-a-profile": _("This is about you, and a profile here has no place for it."),
    "no-organisation": _("This position names no organisation."),
    "no-school": _("This names no school."),
    "nothing-said": _("There is nothing in this row."),
    "too-many": _("Your profile is full; take something off it first."),
    "yours-kept": _("Your profile says something here already; it stays."),
    "nothing-on-card": _("There is neither a name nor an address in this row."),
    "only-a-link": _("There is a link, but no name, no organisation and no address in this row."),
    "draft": _("A draft was never sent."),
    "group-thread": _("Several people were in this conversation; it says nothing about two of you."),
    "sponsored": _("An advertisement."),
    "spam": _("LinkedIn filed this as spam."),
    "own": _("A message to yourself."),
    "stranger": _("Not a connection, and you did not write to each other."),
    "several-of-that-name": _("Several people bear this name, and no profile says who is meant."),
    "invitation-without-note": _("An invitation without words; the connection itself is what counts."),
    "endorsement": _("A click for a skill says little about the two of you."),
    "no-date": _("There is no date."),
    "still-to-come": _("This is still to come."),
    "not-held": _("This was called off, declined or never sent."),
    "nobody-named": _("Nobody but you is named."),
    "nobody-known": _("Nobody of these is in your book; a calendar alone adds no cards."),
    "too-many-people": _("Too many people were invited to say that you met."),
    "bad-date": _("The date cannot be read."),
    "bad-url": _("The link is no web address and was left out."),
    "unclosed-quote": _("A quotation mark is never closed. Open the file, close it and import it again."),
    "unreadable": _("The row cannot be read."),
    "unknown-direction": _("It does not say who wrote to whom."),
    "unknown-owner": _(
        "It cannot be told which of the two you are. Put your name on your profile as LinkedIn has it."
    ),
    "nameless": _("There is no name."),
    "row-too-long": _("The row is longer than is read here."),
    "too-many-cells": _("The row has more cells than are read here."),
    "half": _("The card breaks off. Export it again."),
    "outside": _("Text between the cards."),
    "card-too-long": _("The card is longer than is read here."),
    "nested-too-deep": _("Cards within cards."),
    "group": _("A group; its members carry its name as a tag."),
    "for-reading": _("This stands in the file for you to read; nothing is made of it."),
    "takes-both": _(
        "This is between you and another member, and takes both. It stands in the file for you to read."
    ),
    "of-its-instance": _(
        "This belongs to the instance it comes from. It stands in the file for you to read."
    ),
    "kept-yours": _("You wrote this card's details yourself; they stay."),
}

PROBLEMS: dict[str, str | Promise] = {
    "empty-file": _("This file is empty. Export it again, and choose the file that is larger than 0 bytes."),
    "unknown-kind": _(
        "This is none of the files Comity reads. Choose a LinkedIn archive, a CSV, a vCard (.vcf) or a calendar (.ics)."
    ),
    "comity-export": _("This is an account exported from Comity. It is restored by the operator, not imported here."),
    "broken-zip": _("This ZIP is damaged or incomplete. Download it again, and wait until it has arrived whole."),
    "broken-entry": _("The file %(file)s inside the ZIP is damaged. Download the archive again."),
    "empty-zip": _("This ZIP holds no files. Download it again."),
    "encrypted-zip": _("This ZIP has a password. Unpack it, and import the files that are in it."),
    "zip-bomb": _("A file in this ZIP unpacks to far more than it holds, as files made to harm do. It was not opened."),
    "overlapping-files": _("This ZIP is built as files made to harm are. It was not opened."),
    "unsafe-name": _("A file name in this ZIP points outside of it. It was not opened."),
    "unknown-compression": _("This ZIP is packed in a way that is not read here. Pack it again as an ordinary ZIP."),
    "too-many-files": _("This ZIP holds more files than are read here. Import the files you need one by one."),
    "file-too-large": _("The file %(file)s is larger than is read here. Split it and import the parts."),
    "too-large": _("Unpacked, this is larger than is read here. Import its files one by one."),
    "too-many-rows": _("This file has more rows than are read here. Split it and import the parts."),
    "no-header": _("No row with column names was found. Give the first row a name for each column, such as Name, E-mail."),
    "no-mapped-column": _("None of the columns you chose is in this file. Choose again."),
    "no-guess": _("It cannot be told what the columns mean: %(columns)s. Say so on the page, or with --map \"column=field\" for each."),
    "no-vcard": _("There is no vCard in this file. Export your contacts again and choose vCard (.vcf)."),
    "no-calendar": _("There is no calendar in this file. Export it again and choose iCalendar (.ics)."),
    "file-gone": _("The uploaded file is no longer here; files that wait are deleted after 7 days. Upload it again."),
    "our-fault": _("Something went wrong on our side, and nothing was changed. Try again; if it happens again, tell the operator."),
    "no-room": _("The disk of this server is full. Nothing was changed. Try again later, and tell the operator."),
}  # fmt: skip
_UNKNOWN_PROBLEM = _("This file cannot be read. Export it again, or try another format.")


TO_COME: dict[str, str | Promise] = {Outcome.ADDED: _("will be added"), Outcome.MERGED: _("will be merged")}
TAKEN_BACK: dict[str, str | Promise] = {Outcome.ADDED: _("removed again"), Outcome.MERGED: _("as before")}


def outcome_word(outcome: str, state: str) -> str:
    """Return what becomes of a row, as the import stands: a row is added only once it is."""
    words = {State.READY: TO_COME, State.APPLYING: TO_COME, State.UNDONE: TAKEN_BACK}.get(State(state), {})
    return str(words.get(outcome, Outcome(outcome).label))


def why_of(code: str) -> str:
    """Return why a row ended as it did."""
    return str(WHY.get(code, code.replace("-", " ").capitalize() + "." if code else ""))


def new_on_card(changes: Mapping[str, Any]) -> str:
    """Return what a row adds to and changes on a card of the book, in a sentence; nothing where that is nothing."""
    words = [str(Contact._meta.get_field(name).verbose_name) for name in changes.get("fields", ())]  # type: ignore[union-attr]  # a plain field
    words += dict.fromkeys(str(ValueKind(kind).label) for kind, *_ in changes.get("values", ()))
    words += [str(_("note"))] if changes.get("note") else []
    words += [str(_("tag %(name)s")) % {"name": tag} for tag in changes.get("tags", ())]
    words += [str(_("labels"))] if changes.get("labels") else []
    return str(_("New on the card: %(what)s.")) % {"what": ", ".join(words)} if words else ""


def problem_of(code: str, params: Mapping[str, Any]) -> str:
    """Return what is wrong with a file and what to do about it."""
    text = str(PROBLEMS.get(code, _UNKNOWN_PROBLEM)) if code else ""
    try:
        return text % params if "%(" in text else text
    except KeyError:
        return str(_UNKNOWN_PROBLEM)
