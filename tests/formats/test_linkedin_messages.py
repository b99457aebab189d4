from __future__ import annotations

import csv
import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from comity.formats.archive import Part, file_part
from comity.formats.linkedin.export import read_archive
from comity.formats.linkedin.owner import Owner
from comity.formats.records import Contacted, Row

COLUMNS = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
).split(",")
LINKEDIN = "https://www.linkedin.com/in/"
ADA = ("Ada Okafor", f"{LINKEDIN}ada")
BEN = ("Ben Liang", f"{LINKEDIN}ben")
CLEO = ("Cleo Vale", f"{LINKEDIN}cleo")
OWNER = Owner(*ADA)
SECRET = "the-words-nobody-may-keep"

Someone = tuple[str, str]


def message(
    sender: Someone, receiver: Someone, talk: str = "1", at: str = "2026-07-01 10:00:00 UTC", **more: str
) -> list[str]:
    cells = dict.fromkeys(COLUMNS, "") | {
        "CONVERSATION ID": talk,
        "FROM": sender[0],
        "SENDER PROFILE URL": sender[1],
        "TO": receiver[0],
        "RECIPIENT PROFILE URLS": receiver[1],
        "DATE": at,
        "SUBJECT": SECRET,
        "CONTENT": f'<p class="x">{SECRET},\n\n{SECRET}</p>',
        "FOLDER": "INBOX",
    }
    return list((cells | {name.replace("_", " "): value for name, value in more.items()}).values())


def part(*messages: list[str], name: str = "messages.csv") -> Part:
    text = io.StringIO()
    out = csv.writer(text, quoting=csv.QUOTE_ALL)
    out.writerow(COLUMNS)
    out.writerows(messages)
    return file_part(name, text.getvalue().encode())


def read(*messages: list[str], owner: Owner | None = OWNER) -> list[Row]:
    return list(read_archive([part(*messages)], owner))


def test_direction_and_person_follow_from_the_owner() -> None:
    sent, received = read(message(ADA, BEN), message(CLEO, ADA, at="2026-07-02 10:00:00 UTC"))
    assert sent.record == Contacted(*BEN, date(2026, 7, 1), "out")
    assert received.record == Contacted(*CLEO, date(2026, 7, 2), "in")
    assert [sent.line, received.line] == [2, 5]


def test_what_was_said_is_in_no_row() -> None:
    rows = read(
        message(ADA, BEN),
        message(BEN, ADA, at="whenever"),
        message(ADA, BEN, IS_MESSAGE_DRAFT="Yes"),
        ["", SECRET, SECRET],
    )
    assert [row.problem or row.skipped for row in rows] == ["", "bad-date", "draft", "unreadable"]
    assert SECRET not in repr(rows)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (message(BEN, ("Ada Okafor,Cleo Vale", f"{ADA[1]},{CLEO[1]}")), "group-thread"),
        (message(BEN, ("Ada Okafor,LinkedIn Member", ADA[1])), "group-thread"),
        (message(ADA, BEN, IS_MESSAGE_DRAFT="Yes"), "draft"),
        (message(ADA, BEN, IS_CONVERSATION_DRAFT="Yes"), "draft"),
        (message(("LinkedIn Member", ""), ADA), "deleted-account"),
        (message(ADA, ("LinkedIn Member", "")), "deleted-account"),
        (message(ADA, ADA), "own"),
        (message(BEN, ADA, CONVERSATION_TITLE="Sponsored Conversation"), "sponsored"),
        (message(BEN, ADA, FOLDER="SPAM"), "spam"),
        ([""] * len(COLUMNS), "blank"),
        (COLUMNS, "header-again"),
    ],
)
def test_what_is_no_talk_between_two_is_skipped_for_its_reason(line: list[str], reason: str) -> None:
    (row,) = read(line)
    assert (row.record, row.skipped) == (None, reason)


def test_a_title_after_a_comma_makes_no_group() -> None:
    (row,) = read(message(ADA, ("Ben Liang, PhD", BEN[1])))
    assert row.record == Contacted("Ben Liang, PhD", BEN[1], date(2026, 7, 1), "out")


def test_the_owner_is_who_takes_part_in_every_conversation() -> None:
    rows = read(message(BEN, ADA, "1"), message(ADA, CLEO, "2"), owner=None)
    assert [row.record.direction for row in rows if isinstance(row.record, Contacted)] == ["in", "out"]


def test_one_conversation_alone_does_not_tell_whose_it_is() -> None:
    (row,) = read(message(BEN, ADA), owner=None)
    assert (row.record, row.problem) == (None, "unknown-owner")


def test_the_owners_name_comes_from_the_profile_of_the_same_archive() -> None:
    profile = file_part("Profile.csv", b"First Name,Last Name,Headline,Summary,Industry\nAda,Okafor,,,\n")
    rows = list(read_archive([part(message(BEN, ADA)), profile]))
    assert [row.record for row in rows if row.file == "messages.csv"] == [
        Contacted(*BEN, date(2026, 7, 1), "in")
    ]


def test_a_namesake_is_told_apart_by_the_address_in_an_invitation() -> None:
    namesake = ("Ada Okafor", f"{LINKEDIN}another-ada")
    invitations = file_part(
        "Invitations.csv",
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Ben Liang,Ada Okafor,"7/8/26, 3:43 PM",,INCOMING,{BEN[1]},{ADA[1]}\n'.encode(),
    )
    rows = list(read_archive([part(message(namesake, ADA)), invitations], Owner("Ada Okafor")))
    assert [row.record for row in rows if row.file == "messages.csv"] == [
        Contacted(*namesake, date(2026, 7, 1), "in")
    ]


def test_the_day_is_that_of_the_owners_time_zone() -> None:
    tokyo = Owner(*ADA, zone=ZoneInfo("Asia/Tokyo"))
    (row,) = read(message(BEN, ADA, at="2026-07-01 23:30:00 UTC"), owner=tokyo)
    assert isinstance(row.record, Contacted)
    assert row.record.on == date(2026, 7, 2)


@pytest.mark.parametrize(
    "name", ["guide_messages.csv", "learning_coach_messages.csv", "x/learning_role_play_messages.csv"]
)
def test_talks_with_an_assistant_are_with_nobody(name: str) -> None:
    rows = list(read_archive([part(message(BEN, ADA), name=name)], OWNER))
    assert {(row.record, row.skipped) for row in rows} == {(None, "not-about-people")}
    assert len(rows) == 2
