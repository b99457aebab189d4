"""Calendars as servers give them."""

from __future__ import annotations

ZOE, BO, CAS = "zoe@quill.example", "bo@brandt.example", "cas@brandt.example"


def event(
    uid: str = "one",
    start: str = "20261118T100000Z",
    *,
    people: tuple[str, ...] = (ZOE,),
    summary: str = "Coffee",
    lines: tuple[str, ...] = (),
) -> str:
    attendees = [f"ATTENDEE;CN=Somebody:mailto:{address}" for address in people]
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTART:{start}",
            f"SUMMARY:{summary}",
            *attendees,
            *lines,
            "END:VEVENT",
        ]
    )


def calendar(*events: str, lines: tuple[str, ...] = ()) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, *events, "END:VCALENDAR", ""]).encode()
