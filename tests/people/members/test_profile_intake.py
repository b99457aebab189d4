"""What files say of their owner: added where it is new, told row by row, taken back whole; and résumés both ways."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.formats import records as r
from comity.formats.card import Card, Value
from comity.foundation.core.registry import erasers, exporters, profile_intake
from comity.people.members.actions.profile import editing as actions
from comity.people.members.enums import DetailKind, WordKind
from comity.people.members.models import Detail, Education, Member, Position, Profile, Word
from comity.people.members.queries.profile import profile_for
from comity.people.members.rules.profile import MOST_ROWS
from tests.people import signed_in
from tests.people.members.profiles import PARTS, Circle

ARCHIVE: list[object] = [
    r.ProfileLine(
        Card(
            full="Ada Okafor",
            values=(Value("url", "https://ada.example.org", "blog"), Value("im", "ada", "x")),
        ),
        headline="Grid planner",
        summary="I plan.",
        industry="Energy",
        location="Leipzig",
    ),
    r.PositionLine("Acme", "Planner", started="2020-03", ended="2021"),
    r.PositionLine("", "Freelance"),
    r.EducationLine("TU Dresden", "Diplom", started="2009", ended="2014"),
    r.SkillLine("Permits"),
    r.LanguageLine("German", "Native"),
    r.EmailLine("ada@example.org"),
    r.PhoneLine("+49 341 5550199", "mobile"),
    r.AchievementLine("honor", "Best in show"),
]
OUTCOMES = "added added skipped added added added added added skipped".split()


@pytest.fixture
def intake() -> Any:
    return profile_intake["members"]


def rows_of(owner: Member) -> int:
    return sum(model.objects.filter(owner=owner).count() for model in (Position, Education, Word, Detail))


@pytest.mark.django_db
def test_each_row_is_told_and_the_same_again_adds_nothing(ada: Member, intake: Any) -> None:
    looked = intake.look(ada, ARCHIVE)
    assert rows_of(ada) == 0
    taken = intake.take(ada, ARCHIVE)
    assert [one.outcome for one in looked] == [one.outcome for one in taken] == OUTCOMES
    assert [one.why for one in taken if one.outcome == "skipped"] == [
        "no-organisation",
        "no-place-in-a-profile",
    ]
    assert taken[1].what == "Planner, Acme"
    assert all(len(token) <= 120 for one in taken for token in one.added)
    before = rows_of(ada)
    again = intake.take(ada, ARCHIVE)
    assert {one.outcome for one in again} == {"unchanged", "skipped"}
    assert rows_of(ada) == before


@pytest.mark.django_db
def test_the_way_to_reach_somebody_stays_with_them(ada: Member, ben: Member, intake: Any) -> None:
    intake.take(ada, ARCHIVE)
    view = profile_for(ben, ada)
    assert [str(position) for position in view.positions] == ["Planner, Acme"]
    assert view.texts["headline"] == "Grid planner"
    assert view.details == ()
    assert set(Detail.objects.values_list("audience_kind", flat=True)) == {"me"}


@pytest.mark.django_db
def test_what_the_owner_wrote_stays(ada: Member, intake: Any) -> None:
    actions.describe(by=ada, headline="Mine", about="Mine", place="Mine")
    (taken,) = intake.take(ada, [r.ProfileLine(Card(), headline="Theirs", summary="Theirs")])
    assert (taken.outcome, taken.why) == ("skipped", "yours-kept")
    assert Profile.objects.get(owner=ada).headline == "Mine"


@pytest.mark.django_db
def test_taking_back_leaves_what_was_touched_and_what_was_there(ada: Member, intake: Any) -> None:
    actions.say_words(by=ada, kind=WordKind.SKILL, words=[("Lisbon", "")])
    taken = intake.take(ada, ARCHIVE)
    position = Position.objects.get()
    position.title = "Head planner"
    actions.save_position(by=ada, position=position)
    actions.describe(by=ada, headline="My own words")
    added = [token for one in taken for token in one.added]
    assert intake.take_back(ada, added) == len(added) - 2
    assert list(Word.objects.values_list("text", flat=True)) == ["Lisbon"]
    assert Position.objects.get().title == "Head planner"
    profile = Profile.objects.get(owner=ada)
    assert (profile.headline, profile.about) == ("My own words", "")
    assert intake.take_back(ada, added) == 0


@pytest.mark.django_db
def test_nobody_takes_back_what_is_anothers(ada: Member, ben: Member, intake: Any) -> None:
    added = [token for one in intake.take(ada, ARCHIVE) for token in one.added]
    before = rows_of(ada)
    intake.take_back(ben, added)
    assert rows_of(ada) == before


@pytest.mark.django_db
def test_a_year_and_its_month_are_one_position_and_two_years_are_two(ada: Member, intake: Any) -> None:
    lines = [r.PositionLine("Acme", "Planner", started=start) for start in ("2020", "2020-05", "2021", "")]
    assert [one.outcome for one in intake.take(ada, lines)] == ["added", "unchanged", "added", "unchanged"]


@pytest.mark.django_db
def test_a_file_gone_wrong_fills_no_profile(ada: Member, intake: Any) -> None:
    lines = [r.SkillLine(f"skill {number}") for number in range(MOST_ROWS + 5)]
    taken = intake.take(ada, lines)
    assert [one.why for one in taken[-5:]] == ["too-many"] * 5
    assert rows_of(ada) == MOST_ROWS


@pytest.mark.django_db
def test_what_a_resume_says_can_be_left_without_adding_any(ada: Member) -> None:
    file = SimpleUploadedFile("resume.json", json.dumps({"work": [{"name": "Acme"}]}).encode())
    page = signed_in(ada).post(reverse("members:resume"), {"file": file}).content.decode()
    assert f'href="{reverse("members:profile")}">Back to your profile, and add nothing</a>' in page
    assert not Position.objects.exists()


@pytest.mark.django_db
def test_my_resume_comes_back_to_another_account_and_adds_nothing_to_mine(ada: Member, ben: Member) -> None:
    circle = Circle.of(ada, ben, Member.objects.create_user("dan@example.org", name="Dan"))
    for part in PARTS:
        circle.say(part, "members")
    url = reverse("members:resume")
    answer = signed_in(ada).get(reverse("members:resume_download"))
    assert answer["Content-Disposition"] == 'attachment; filename="resume.json"'
    page = signed_in(ada).post(url, {"file": SimpleUploadedFile("resume.json", answer.content)})
    assert "Your profile says all of it" in page.content.decode()
    browser = signed_in(ben)
    page = browser.post(url, {"file": SimpleUploadedFile("resume.json", answer.content)})
    assert page.status_code == 200
    assert rows_of(ben) == 0
    places = [place for place, taken in page.context["rows"] if taken.outcome == "added"]
    sent = {"resume": page.context["resume"], "take": places}
    assert browser.post(url, sent).status_code == 302
    theirs = profile_for(ben, ben)
    assert [str(one) for one in theirs.positions] == ["x, canaryposition"]
    assert [one.school for one in theirs.education] == ["canaryeducation"]
    assert theirs.details_of(DetailKind.EMAIL) == ["canaryemail@example.org"]


@pytest.mark.django_db
def test_only_what_is_ticked_is_added(ada: Member) -> None:
    resume = json.dumps({"work": [{"name": "Acme"}, {"name": "Globex"}], "skills": [{"name": "Permits"}]})
    signed_in(ada).post(reverse("members:resume"), {"resume": resume, "take": ["work[1]"]})
    assert [one.organization for one in Position.objects.all()] == ["Globex"]
    assert not Word.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"work": [{"startDate": "spring"}]}', "work[0].startDate must be a date such as 2024"),
        (b'{"work": {}}', "work must be a list"),
        (b"[]", "the whole file must be an object"),
        (b'{\n"work": [}', "line 2"),
        (b"\xff\xfe\x00", "not a JSON file"),
        (b" " * (1024 * 1024 + 1), "too large"),
    ],
)
def test_what_is_wrong_in_a_resume_is_named_with_its_place(ada: Member, content: bytes, said: str) -> None:
    answer = signed_in(ada).post(reverse("members:resume"), {"file": SimpleUploadedFile("r.json", content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.django_db
def test_a_bent_preview_is_refused(ada: Member) -> None:
    answer = signed_in(ada).post(reverse("members:resume"), {"resume": '{"work": 7}', "take": ["work[0]"]})
    assert answer.status_code == 422
    assert not Position.objects.exists()


@pytest.mark.django_db
def test_an_account_takes_its_profile_along_and_leaves_none_behind(
    ada: Member, ben: Member, cleo: Member
) -> None:
    circle = Circle.of(ada, ben, cleo)
    for part in PARTS:
        circle.say(part, "public" if part == "position" else "named")
    files = dict(exporters["profile"].files(ada))
    assert set(files) == {"profile.json", "named_people.json", "photo.jpg"}
    told = json.dumps([files["profile.json"], files["named_people.json"]])
    for part in PARTS:
        assert part == "photo" or f"canary{part.replace('_', '')}" in told
    assert files["profile.json"]["positions"][0]["audience_kind"] == "public"
    assert files["named_people.json"] == [{"name": "Old team", "people": [ben.public_id]}]
    removed = erasers["profile"].erase(ada)
    assert removed["positions"] == 1
    assert rows_of(ada) == 0
    assert not Profile.objects.filter(owner=ada).exists()
    assert dict(exporters["profile"].files(ada))["profile.json"]["positions"] == []
