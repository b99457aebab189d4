from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from comity.formats.archive import file_part, zip_parts
from comity.formats.card import Value
from comity.formats.linkedin.export import inspect, read_archive
from comity.formats.linkedin.signatures import SIGNATURES, Signature, classify
from comity.formats.records import (
    AchievementLine,
    Attended,
    EducationLine,
    EmailLine,
    Invited,
    LanguageLine,
    PhoneLine,
    PositionLine,
    ProfileLine,
    Recommended,
    Record,
    Row,
    SkillLine,
)

# As found in archives of 2024 to 2026.
HEADERS = {
    "connections": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "messages": '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL","TO","RECIPIENT PROFILE URLS","DATE",'
    '"SUBJECT","CONTENT","FOLDER","ATTACHMENTS"',
    "invitations": "From,To,Sent At,Message,Direction",
    "positions": "Company Name,Title,Description,Location,Started On,Finished On",
    "education": "School Name,Start Date,End Date,Notes,Degree Name,Activities",
    "profile": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers",
    "skills": "Name",
    "languages": "Name,Proficiency",
    "profile-summary": "Profile Summary",
    "volunteering": "Company Name,Role,Cause,Started On,Finished On,Description",
    "certifications": "Name,Url,Authority,Started On,Finished On,License Number",
    "projects": "Title,Description,Url,Started On,Finished On",
    "honors": "Title,Description,Issued On",
    "publications": "Name,Published On,Description,Publisher,Url",
    "recommendations": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
    "endorsements-received": "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,"
    "Endorsement Status",
    "endorsements-given": "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,"
    "Endorsement Status",
    "events": "Event Name,Event Time,Status,External Url",
    "emails": "Email Address,Confirmed,Primary,Updated On",
    "phones": "Extension,Number,Type",
    "whatsapp-phones": "Number,Extension,Is_WhatsApp_Number",
    "company-follows": "Organization,Followed On",
    "member-follows": "Date,Status,FullName",
    "shares": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
    "comments": "Date,Link,Message",
    "reactions": "Date,Type,Link",
    "votes": "Date,Link,OptionText",
    "reposts": "Date,Link",
    "saved-items": "savedItem,CreatedTime",
    "learning": "Content Title,Content Description,Content Type,Content Last Watched Date (if viewed),"
    "Content Completed At (if completed),Content Saved,Notes taken on videos (if taken),",
    "registration": "Registered At,Registration Ip,Subscription Types",
    "receipts": "First Name,Last Name,Billing Country,Postal Code,Transaction Made At,Payment Method Type,Invoice Number,"
    "Description,Tax Amount,Sub Total,Total Amount,Currency Code",
    "ad-targeting": "Member Age,Company Names,Company Names,Company Names,Job Titles,Job Titles,Job Titles",
    "search-queries": "Time,Search Query",
    "security-challenges": "Challenge Date,IP Address,User Agent,Country,Challenge Type",
    "saved-job-alerts": "ALERT_PARAMETERS,QUERY_CONTEXT,SAVED_SEARCH_ID",
    "rich-media": "Date/Time,Media Description,Media Link",
    "inferences": "Category,Type of inference,Description,Inference",
    "job-applications": "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers",
    "saved-jobs": "Saved Date,Job Url,Job Title,Company Name",
    "job-seeker-preferences": "Locations,Industries,Company Employee Count,Preferred Job Types",
    "verifications": "First name,Middle name,Last name,Verification type,Organization name,Email address,Country,State",
}  # fmt: skip


def read(name: str, header: str, *lines: str) -> list[Row]:
    return list(read_archive([file_part(name, "\n".join([header, *lines]).encode())]))


def record(key: str, *lines: str, name: str = "x.csv") -> Record | None:
    (row,) = read(name, HEADERS[key], *lines)
    assert (row.skipped, row.problem) == ("", "")
    return row.record


@pytest.mark.parametrize("key", HEADERS)
def test_every_known_file_is_told_by_its_columns_under_any_name(key: str) -> None:
    (found,) = inspect([file_part("Datei.csv", HEADERS[key].encode())])
    assert found.key == key


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.key)
def test_no_signature_is_hidden_by_another(signature: Signature) -> None:
    found = classify(sorted(signature.columns))
    assert found is not None
    assert found.key == signature.key


def test_later_columns_do_not_hide_a_file() -> None:
    found = classify([*HEADERS["connections"].split(","), "Something New"])
    assert found is not None
    assert found.key == "connections"


@pytest.mark.parametrize(
    "key", [one.key for one in SIGNATURES if not one.about_people and one.key in HEADERS]
)
def test_what_is_not_about_people_is_skipped_line_by_line(key: str) -> None:
    rows = read("x.csv", HEADERS[key], "a,b", "c,d")
    assert [(row.line, row.record, row.skipped) for row in rows] == [
        (2, None, "not-about-people"),
        (3, None, "not-about-people"),
    ]


def test_an_archive_names_what_it_does_not_know_and_reads_the_rest() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Complete/Mystery.csv", "a,b\n1,2\n")
        archive.writestr("Complete/inner.zip", b"PK\x03\x04" + b"\0" * 100)
        archive.writestr("Complete/Articles/Articles/Über-uns.html", "<title>x</title>")
        archive.writestr("Complete/LearningCoachMessages.csv", "No conversations found\n")
        archive.writestr("Complete/Skills.csv", "Name\nPython\n")
    rows = list(read_archive(zip_parts(out)))
    assert {row.file.rsplit("/", 1)[-1]: row.skipped or row.record for row in rows} == {
        "Skills.csv": SkillLine("Python"),
        "Über-uns.html": "not-about-people",
        "LearningCoachMessages.csv": "not-about-people",
        "Mystery.csv": "unknown-file",
        "inner.zip": "unknown-file",
    }


def test_an_invitation_names_the_other_and_the_direction() -> None:
    header = HEADERS["invitations"] + ",inviterProfileUrl,inviteeProfileUrl"
    ben, ada = "https://www.linkedin.com/in/ben", "https://www.linkedin.com/in/ada"
    rows = read(
        "Invitations.csv",
        header,
        f'Ben Liang,Ada Okafor,"7/8/26, 3:43 PM","Hi, you",INCOMING,{ben},{ada}',
        f'Ada Okafor,Ben Liang,"7/9/26, 3:43 PM",,OUTGOING,{ada},{ben}',
        'LinkedIn Member,Ada Okafor,"7/9/26, 3:43 PM",,INCOMING,,',
        "Ben Liang,Ada Okafor,then,Do you remember me?,INCOMING,,",
    )
    assert [row.record for row in rows] == [
        Invited("Ben Liang", ben, date(2026, 7, 8), "in", has_note=True),
        Invited("Ben Liang", ben, date(2026, 7, 9), "out"),
        None,
        Invited("Ben Liang", "", None, "in", has_note=True),
    ]
    assert "remember" not in repr(rows)
    assert [row.skipped or row.problem for row in rows] == ["", "", "deleted-account", "bad-date"]


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Recommendations_Received.csv", "in"),
        ("Recommendations_Given.csv", "out"),
        ("Empfehlungen_erteilt.csv", "out"),
    ],
)
def test_a_recommendation_has_the_direction_of_its_file(name: str, direction: str) -> None:
    found = record(
        "recommendations", 'Ben,Liang,Acme,Planner,"Good, kind","07/08/23, 10:00 AM",VISIBLE', name=name
    )
    assert isinstance(found, Recommended)
    assert (found.person_name, found.text, found.on) == ("Ben Liang", "Good, kind", date(2023, 7, 8))
    assert (found.direction, found.status) == (direction, "visible")


def test_an_endorsement_names_skill_person_and_day() -> None:
    line = "2018/10/18 12:23:20 UTC,Python,Ben,Liang,www.linkedin.com/in/ben,ACCEPTED"
    received, given = record("endorsements-received", line), record("endorsements-given", line)
    assert isinstance(received, Recommended)
    assert (received.kind, received.skill, received.on) == ("endorsement", "Python", date(2018, 10, 18))
    assert (received.profile_url, received.direction) == ("https://www.linkedin.com/in/ben", "in")
    assert isinstance(given, Recommended)
    assert given.direction == "out"


def test_an_event_has_its_times() -> None:
    line = 'Meetup,"Jan 15, 2024 5:00 PM - Jan 15, 2024 6:30 PM",ATTENDED,https://www.linkedin.com/events/1'
    assert record("events", line) == Attended(
        uid="https://www.linkedin.com/events/1",
        starts_at=datetime(2024, 1, 15, 17, tzinfo=UTC),
        ends_at=datetime(2024, 1, 15, 18, 30, tzinfo=UTC),
        summary="Meetup",
        url="https://www.linkedin.com/events/1",
        status="attended",
    )


def test_the_profile_gives_the_owners_card() -> None:
    line = (
        'Ada,Okafor,,"1 Main St\nOslo",Mar 12,Planner,"One.\nTwo.",Utilities,0150,Oslo,[adaok],'
        '"[PORTFOLIO:https://ada.example/a,b,BLOG:javascript:x]",[SKYPE:ada.o]'
    )
    found = record("profile", line)
    assert isinstance(found, ProfileLine)
    assert (found.card.full, found.headline, found.summary, found.location) == (
        "Ada Okafor",
        "Planner",
        "One.\nTwo.",
        "Oslo",
    )
    assert found.card.values == (
        Value("date", "--03-12", "birthday"),
        Value("address", "1 Main St\nOslo", "home"),
        Value("url", "https://ada.example/a,b", "portfolio"),
        Value("im", "adaok", "twitter"),
        Value("im", "ada.o", "skype"),
    )


@pytest.mark.parametrize(
    ("key", "line", "expected"),
    [
        ("positions", "Acme,Planner,Did it,Oslo,Jan 2020,", PositionLine("Acme", "Planner", "Oslo", "2020-01", "", "Did it")),
        (
            "volunteering",
            "Red Cross,Driver,health,2018,Jun 2019,Drove",
            PositionLine("Red Cross", "Driver", "", "2018", "2019-06", "Drove", volunteer=True),
        ),
        ("education", "NTNU,2009,2012,,MSc,Choir", EducationLine("NTNU", "MSc", "", "2009", "2012", "", "Choir")),
        ("languages", "Norsk,Native", LanguageLine("Norsk", "Native")),
        (
            "certifications",
            "CKA,https://x.example/c,CNCF,Aug 2022,,N1",
            AchievementLine("certification", "CKA", "CNCF", "2022-08", url="https://x.example/c", number="N1"),
        ),
        ("projects", "Grid,Desc,,Jan 2020,", AchievementLine("project", "Grid", started="2020-01", description="Desc")),
        ("honors", "Prize,Won,May 2021", AchievementLine("honor", "Prize", started="2021-05", description="Won")),
        (
            "publications",
            '"On Grids","Jun 1, 2020",About,IEEE,javascript:x',
            AchievementLine("publication", "On Grids", "IEEE", "2020-06-01", description="About"),
        ),
        ("emails", "ada@example.com,Yes,No,2024", EmailLine("ada@example.com", confirmed=True)),
        ("phones", "12,+47 22 33 44 55,Mobile", PhoneLine("+47 22 33 44 55 ext. 12", "mobile")),
    ],
)  # fmt: skip
def test_what_the_archive_says_of_its_owner_is_read(key: str, line: str, expected: Record) -> None:
    assert record(key, line) == expected


def test_a_quote_that_never_closes_is_told_and_the_rest_is_read() -> None:
    rows = read("x.csv", HEADERS["languages"], '"Norsk,Native', "Dansk,Good")
    assert [(row.line, row.problem, row.record) for row in rows] == [
        (2, "unclosed-quote", None),
        (3, "", LanguageLine("Dansk", "Good")),
    ]
