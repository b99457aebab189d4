"""Mails to the log address: a copy and a forwarded one suggest a message; nothing of their words is kept."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comity.foundation.mail.actions.delivery import deliver
from comity.foundation.mail.rules.messages import read_message
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.sources.actions.addressing import drop_address, renew_address
from comity.relationships.sources.actions.erasing import erase_sources
from comity.relationships.sources.models import LogAddress
from comity.relationships.ties.enums import Kind, Source, Status
from comity.relationships.ties.models import Interaction
from tests.factories.book import NOW
from tests.relationships.sources.calendars import BO, ZOE, calendar, event
from tests.relationships.sources.mails import HEADS, forward, mail


def told() -> list[tuple[str, str, date, str, tuple[str, ...]]]:
    return [
        (
            row.kind,
            row.direction,
            row.on,
            row.summary,
            tuple(sorted(one.full_name for one in row.people.all())),
        )
        for row in Interaction.objects.order_by("pk")
    ]


def test_a_copy_of_a_mail_suggests_a_message_to_its_reader(log_address: str) -> None:
    assert deliver(log_address, mail())
    assert told() == [("message", "out", date(2026, 11, 18), "Grid plans", ("Zoë Quillfeather",))]
    one = Interaction.objects.get()
    assert (one.status, one.source, one.note, one.place) == (Status.SUGGESTED, Source.MAIL, "", "")
    assert "Canary" not in str(Interaction.objects.values().get())


def test_the_same_mail_again_adds_nothing(log_address: str) -> None:
    for _time in range(3):
        assert deliver(log_address.upper(), mail())
    assert len(told()) == 1
    assert deliver(log_address, mail(number=2))
    assert len(told()) == 2


def test_a_mail_without_an_id_is_known_again_too(log_address: str) -> None:
    message = mail()
    del message["Message-ID"]
    assert deliver(log_address, message)
    assert deliver(log_address, message)
    assert len(told()) == 1


def test_a_mail_to_several_is_shared_and_one_to_a_crowd_credits_nobody(bo: Contact, log_address: str) -> None:
    assert deliver(log_address, mail(to=f"Zoë <{ZOE}>, {BO}"))
    assert deliver(log_address, mail(to=ZOE, cc="a@else.example, b@else.example", number=2))
    assert deliver(log_address, mail(to=ZOE, cc=f"ada@example.org, {log_address}", number=3))
    assert [people for *_rest, people in told()] == [("Bo Brandt", "Zoë Quillfeather"), ("Zoë Quillfeather",)]


@pytest.mark.parametrize("program", HEADS)
@pytest.mark.parametrize("html", [False, True])
def test_a_forwarded_mail_suggests_one_from_who_wrote_it(log_address: str, program: str, html: bool) -> None:
    text = forward(program)
    if html:
        lines = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split("\n")
        text = "<html><head><style>From: x@y.z</style></head><body>" + "".join(
            f"<div>{line}</div>" for line in lines
        )
    assert deliver(log_address, mail(text, to=log_address, subject="WG: Fwd: Grid plans", html=html))
    assert told() == [("message", "in", date(2026, 11, 16), "Grid plans", ("Zoë Quillfeather",))]


def test_one_forwarded_as_an_attachment_is_read_too(log_address: str) -> None:
    message = mail("See there.", to=log_address, subject="Fwd: x")
    message.add_attachment(mail("Canary", to="ada@example.org", sender=f"Zoë <{ZOE}>", number=9))
    assert deliver(log_address, message)
    assert told() == [("message", "in", date(2026, 11, 18), "Grid plans", ("Zoë Quillfeather",))]


def test_ones_own_mail_forwarded_is_one_to_its_reader(log_address: str) -> None:
    text = f"---------- Forwarded message ---------\nFrom: Ada <ada@example.org>\nDate: 2026-11-16\nSubject: Hello\nTo: {ZOE}\n"
    assert deliver(log_address, mail(text, to=log_address))
    assert told() == [("message", "out", date(2026, 11, 16), "Hello", ("Zoë Quillfeather",))]


@pytest.mark.parametrize(
    "text", ["Just a thought.", "", "From: nobody\nTo: x\n", "Von: Zoë\nBetreff: nichts\n"]
)
def test_a_mail_to_the_address_alone_that_quotes_nobody_suggests_nothing(log_address: str, text: str) -> None:
    assert deliver(log_address, mail(text, to=log_address))
    assert told() == []


def test_an_attached_invitation_suggests_a_meeting_that_was(log_address: str) -> None:
    day = timezone.now().strftime("%Y%m%d")
    message = mail("As attached.", to=log_address)
    body = calendar(event(start=f"{day}T000000Z", summary="Review"), event("later", "20991118T100000Z"))
    message.add_attachment(body, maintype="text", subtype="calendar")
    assert deliver(log_address, message)
    assert deliver(log_address, message)
    assert [(kind, what) for kind, _way, _on, what, _who in told()] == [(Kind.MET, "Review")]


def test_only_a_proven_address_of_the_owner_counts_as_sender(ada: Member, log_address: str) -> None:
    EmailAddress.objects.create(user=ada, email="ada@work.example", verified=False)
    for sender in (
        "stranger@else.example",
        "ada@work.example",
        f"Zoë <{ZOE}>",
        "",
        "ada@example.org, stranger@else.example",
        '"ada@example.org" <stranger@else.example>',
    ):
        assert not deliver(log_address, mail(sender=sender))
    assert told() == []
    assert LogAddress.objects.get().refused_at is not None
    EmailAddress.objects.update(verified=True)
    assert deliver(log_address, mail(sender="Ada at work <ADA@work.example>"))
    assert len(told()) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_what_a_program_sent_is_taken_and_does_nothing(log_address: str, headers: dict[str, str]) -> None:
    assert deliver(log_address, mail(**headers))  # type: ignore[arg-type]  # only headers are in it
    assert told() == []
    assert LogAddress.objects.get().taken_at is None


@pytest.mark.parametrize("change", ["renewed", "dropped", "suspended", "erased", "guess"])
def test_an_address_that_is_none_any_more_is_refused(ada: Member, log_address: str, change: str) -> None:
    if change == "renewed":
        renew_address(by=ada, at=NOW)
    elif change == "dropped":
        drop_address(by=ada)
    elif change == "suspended":
        Member.objects.update(is_active=False, standing="suspended")
    elif change == "erased":
        erase_sources(ada)
    else:
        log_address = f"log+{'a' * 32}@mail.example.org"
    assert not deliver(log_address, mail())
    assert told() == []


def test_a_wrong_clock_puts_nothing_into_the_future(log_address: str) -> None:
    for number, day in enumerate(
        ("Fri, 1 Jan 2999 10:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "yesterday", "")
    ):
        message = mail(number=number)
        del message["Date"]
        message["Date"] = day
        assert deliver(log_address, message)
    assert {on for _k, _d, on, _s, _p in told()} == {timezone.now().date()}


def test_names_and_subjects_in_any_letters(log_address: str) -> None:
    raw = (
        "From: =?utf-8?q?Ad=C3=A4?= <ada@example.org>\nTo: =?iso-8859-1?q?Zo=EB?= <zoe@quill.example>\n"
        "Subject: =?utf-8?b?R3LDvMOfZQ==?= =?no-such-charset?q?x?=\nMessage-ID: <1@x>\n\nCanary\n"
    )
    message: EmailMessage = read_message(raw.encode())
    assert deliver(log_address, message)
    assert len(told()) == 1


def test_a_day_that_other_clocks_do_not_have_is_today(log_address: str) -> None:
    message = mail()
    message.replace_header("Date", "Fri, 31 Dec 9999 23:59:59 -1200")
    assert deliver(log_address, message)
    assert [on for *_rest, on, _summary, _people in told()] == [timezone.localdate()]


def test_words_in_a_character_set_that_cannot_be_read_are_none(log_address: str) -> None:
    head = b"From: ada@example.org\r\nTo: " + ZOE.encode() + b"\r\nMessage-ID: <1@x>\r\n"
    for charset in (b"idna", b"punycode", b"undefined", b"rot13", b"zip"):
        raw = head + b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\nxn--\xff\r\n"
        assert deliver(log_address, read_message(raw))
    assert len(told()) == 1


def test_a_stranger_s_mail_to_no_address_is_not_even_taken_apart(log_address: str) -> None:
    message = read_message(b"From: x@example.org\r\nContent-Type: text/plain; charset=idna\r\n\r\nxn--\xff")
    with CaptureQueriesContext(connection) as queries:
        assert not deliver("log+nosuchtoken@mail.example.org", message)
    assert len(queries) == 1
