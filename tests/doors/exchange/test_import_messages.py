"""Messages, invitations, recommendations and calendars: what they say happened, and what they do not."""

from __future__ import annotations

from comity.doors.exchange.models import ImportRow
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.models import Interaction, Tie
from tests.doors.exchange.files import ADA, BEN, DORA, archive, connections, message, messages, table
from tests.doors.exchange.walk import brought, undone

INVITATIONS = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")


def days(owner: Member) -> list[tuple[str, str, str, int]]:
    rows = Interaction.objects.visible_to(owner).order_by("on", "people__full_name")
    return [
        (str(on), name, direction, count)
        for on, name, direction, count in rows.values_list("on", "people__full_name", "direction", "count")
    ]


def why(owner: Member, said: str) -> list[tuple[str, str]]:
    rows = ImportRow.objects.filter(upload__owner=owner, said=said).order_by("pk")
    return list(rows.values_list("outcome", "why"))


def test_messages_of_a_person_and_day_become_one_interaction_without_their_text(ada: Member) -> None:
    talk = messages(
        message("Ben Sørensen", "ben-s", "2024-03-01", sent=False),
        message("Ben Sørensen", "ben-s", "2024-03-01", sent=True),
        message("Ben Sørensen", "ben-s", "2024-03-01", sent=True),
        message("Ben Sørensen", "ben-s", "2024-03-02", sent=True),
    )
    upload = brought(ada, archive(connections=connections(BEN), messages=talk), "archive.zip")

    assert upload.counts["added"] == 5
    assert days(ada) == [("2024-03-01", "Ben Sørensen", "both", 3), ("2024-03-02", "Ben Sørensen", "out", 1)]
    assert str(Tie.objects.get(contact__full_name="Ben Sørensen").last_on) == "2024-03-02"
    everything = [*Interaction.objects.values(), *ImportRow.objects.values()]
    assert "secret words" not in str(everything)


def test_the_same_archive_again_adds_nothing(ada: Member) -> None:
    talk = messages(message("Ben Sørensen", "ben-s", "2024-03-01", sent=False))
    whole = archive(connections=connections(BEN), messages=talk)
    brought(ada, whole, "archive.zip")
    again = brought(ada, whole, "archive.zip")

    assert again.counts == {"unchanged": 2}
    assert days(ada) == [("2024-03-01", "Ben Sørensen", "in", 1)]


def test_a_newer_archive_completes_a_day_and_undo_takes_that_back(ada: Member) -> None:
    first = message("Ben Sørensen", "ben-s", "2024-03-01", sent=False)
    answer = message("Ben Sørensen", "ben-s", "2024-03-01", sent=True)
    brought(ada, archive(connections=connections(BEN), messages=messages(first)), "archive.zip")
    newer = brought(
        ada, archive(connections=connections(BEN), messages=messages(first, answer)), "archive.zip"
    )

    assert newer.counts == {"merged": 2, "unchanged": 1}
    assert days(ada) == [("2024-03-01", "Ben Sørensen", "both", 2)]
    undone(newer)
    assert days(ada) == [("2024-03-01", "Ben Sørensen", "in", 1)]


def test_a_person_is_found_by_profile_or_by_a_name_that_only_one_bears(ada: Member) -> None:
    other_ben = ("Ben", "Sørensen", "https://www.linkedin.com/in/another-ben", "", "", "", "")
    talk = messages(
        message("Ben S.", "ben-s", "2024-03-01", sent=True),
        message("Ben Sørensen", "", "2024-03-02", sent=True),
        message("Dora Lindqvist", "", "2024-03-03", sent=True),
    )
    brought(ada, archive(connections=connections(BEN, other_ben, DORA), messages=talk), "archive.zip")

    assert days(ada) == [("2024-03-01", "Ben Sørensen", "out", 1), ("2024-03-03", "Dora Lindqvist", "out", 1)]
    assert why(ada, "message") == [("added", ""), ("skipped", "several-of-that-name"), ("added", "")]


def test_a_stranger_becomes_a_card_only_if_both_wrote(ada: Member) -> None:
    talk = messages(
        message("Sales Person", "sales", "2024-03-01", sent=False),
        message("Sales Person", "sales", "2024-03-02", sent=False),
        message("Old Friend", "friend", "2024-03-01", sent=False),
        message("Old Friend", "friend", "2024-03-04", sent=True),
    )
    brought(ada, archive(connections=connections(BEN), messages=talk), "archive.zip")

    names = Contact.objects.visible_to(ada).order_by("full_name").values_list("full_name", flat=True)
    assert list(names) == ["Ben Sørensen", "Old Friend"]
    friend = Contact.objects.get(full_name="Old Friend")
    assert list(friend.values.values_list("kind", "value")) == [("url", "https://www.linkedin.com/in/friend")]
    assert why(ada, "message") == [("skipped", "stranger")] * 2 + [("added", "")] * 2


def test_an_invitation_with_words_is_a_message_one_way(ada: Member) -> None:
    sent = table(
        INVITATIONS,
        [
            (ADA[0], "Ben Sørensen", "6/6/26, 2:54 PM", "Good to meet you", "OUTGOING", ADA[1], BEN[2]),
            ("Dora Lindqvist", ADA[0], "6/7/26, 2:54 PM", "", "INCOMING", DORA[2], ADA[1]),
        ],
    )
    brought(ada, archive(connections=connections(BEN, DORA), invitations=sent), "archive.zip")

    assert days(ada) == [("2026-06-06", "Ben Sørensen", "out", 1)]
    assert why(ada, "invitation") == [("added", ""), ("skipped", "invitation-without-note")]


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tests//EN
BEGIN:VEVENT
UID:lunch@example.org
DTSTAMP:20240301T080000Z
DTSTART:20240305T110000Z
DTEND:20240305T120000Z
SUMMARY:Lunch
ORGANIZER;CN=Ada Okafor:mailto:ada@example.org
ATTENDEE;CN=Ben:mailto:ben@example.org
ATTENDEE;CN=Somebody Else:mailto:else@example.org
END:VEVENT
BEGIN:VEVENT
UID:strangers@example.org
DTSTAMP:20240301T080000Z
DTSTART:20240306T110000Z
SUMMARY:Strangers
ATTENDEE;CN=Somebody Else:mailto:else@example.org
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_a_calendar_suggests_meetings_with_people_of_the_book(ada: Member) -> None:
    brought(ada, connections(BEN))
    upload = brought(ada, CALENDAR, "calendar.ics")

    meeting = Interaction.objects.visible_to(ada).get()
    assert (meeting.kind, meeting.status, str(meeting.on), meeting.summary) == (
        "met", "suggested", "2024-03-05", "Lunch"
    )  # fmt: skip
    assert [person.full_name for person in meeting.people.all()] == ["Ben Sørensen"]
    assert why(ada, "meeting") == [("added", ""), ("skipped", "nobody-known")]
    assert Contact.objects.count() == 1
    assert Tie.objects.filter(last_on__isnull=False).count() == 0

    assert brought(ada, CALENDAR, "calendar.ics").counts == {"unchanged": 1, "skipped": 1}
    undone(upload)
    assert not Interaction.objects.exists()
