"""My profile: every page of it works for its owner, and for nobody else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from comity.people.members.actions.profile import editing as actions
from comity.people.members.enums import ProfilePart, WordKind
from comity.people.members.models import Detail, Education, Member, Position, Profile, Word
from comity.people.members.queries.profile import TEXT_PARTS, audiences_of
from comity.people.members.rules.profile import WORDS_PART
from tests.people import signed_in
from tests.people.members.profiles import Circle, photo, photo_url

PAGES = "profile profile_texts profile_words profile_photo profile_see_as resume resume_download lists companies".split()
POSTED = ("profile_photo_remove", "profile_open", "profile_undo")
NEW: dict[str, dict[str, str]] = {
    "position": {"organization": "Acme", "title": "Planner", "seen_by": "members"},
    "education": {"school": "TU Dresden", "degree": "Diplom", "seen_by": "members"},
    "detail": {"kind": "email", "value": "a@example.org", "seen_by": "me"},
}
MODELS: dict[str, Any] = {"position": Position, "education": Education, "detail": Detail}


def texts(**said: str) -> dict[str, str]:
    form = {"name": "Ada Okafor"} | {f"{part}_seen_by": "me" for part in TEXT_PARTS}
    return form | said


def words(**said: Any) -> dict[str, Any]:
    return {f"{part}_seen_by": "members" for part in WORDS_PART.values()} | said


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_members_only(ada: Member, name: str) -> None:
    url = reverse(f"members:{name}")
    assert signed_in(ada).get(url).status_code == 200
    answer = Client().get(url)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTED)
def test_what_changes_something_is_posted(ada: Member, name: str) -> None:
    url = reverse(f"members:{name}")
    assert signed_in(ada).get(url).status_code == 405
    assert Client().post(url).status_code == 302


@pytest.mark.django_db
def test_texts_are_kept_with_who_sees_them(ada: Member) -> None:
    said = texts(
        headline="Grid planner", headline_seen_by="public", about="One\r\nTwo", place_seen_by="members"
    )
    assert signed_in(ada).post(reverse("members:profile_texts"), said).status_code == 302
    profile = Profile.objects.get(owner=ada)
    assert (profile.headline, profile.about) == ("Grid planner", "One\nTwo")
    shown = audiences_of(profile)
    assert [shown[p].kind for p in ("headline", "about", "place")] == ["public", "me", "members"]


@pytest.mark.django_db
@pytest.mark.parametrize("audience", ["", "named:nothing", "everybody", "a group"])
def test_an_audience_that_is_none_of_mine_is_refused(
    ada: Member, ben: Member, cleo: Member, audience: str
) -> None:
    theirs = Circle.of(ben, ada, cleo).people
    for chosen in (audience, f"named:{theirs.public_id}"):
        answer = signed_in(ada).post(reverse("members:profile_texts"), texts(about="x", about_seen_by=chosen))
        assert answer.status_code == 422
    assert not Profile.objects.filter(owner=ada).exclude(about="").exists()


@pytest.mark.django_db
def test_words_are_read_by_row_and_comma(ada: Member) -> None:
    said = words(
        languages="English, mother tongue\nGerman (B2)\nFrench",
        skills="Permits, Grid planning\npermits",
        industries=["Energy", "", "Water, Research"],
        watched=[""],
    )
    browser, url = signed_in(ada), reverse("members:profile_words")
    assert browser.post(url, said).status_code == 302
    told = Word.objects.filter(owner=ada).values_list("kind", "text", "level")
    assert sorted(told) == [
        ("industry", "Energy", ""),
        ("industry", "Research", ""),
        ("industry", "Water", ""),
        ("language", "English", "mother tongue"),
        ("language", "French", ""),
        ("language", "German", "B2"),
        ("skill", "Grid planning", ""),
        ("skill", "Permits", ""),
    ]
    assert "German, B2" in browser.get(url).content.decode()


@pytest.mark.django_db
def test_how_well_a_skill_is_known_survives_another_edit(ada: Member) -> None:
    actions.say_words(by=ada, kind=WordKind.SKILL, words=[("Permits", "expert")])
    signed_in(ada).post(reverse("members:profile_words"), words(languages="", skills="permits, Lisbon"))
    assert Word.objects.get(owner=ada, folded="permits").level == "expert"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NEW)
def test_a_row_is_added_changed_removed_and_put_back(ada: Member, kind: str) -> None:
    browser, rows = signed_in(ada), MODELS[kind].objects.filter(owner=ada)
    assert browser.get(reverse("members:row_new", args=[kind])).status_code == 200
    assert browser.post(reverse("members:row_new", args=[kind]), NEW[kind]).status_code == 302
    row = rows.get()
    url = reverse("members:row", args=[kind, row.public_id])
    assert browser.get(url).status_code == 200
    assert browser.post(url, NEW[kind] | {"seen_by": "public"}).status_code == 302
    assert rows.get().audience_kind == "public"
    page = browser.post(reverse("members:row_remove", args=[kind, row.public_id]), follow=True)
    assert not rows.exists()
    assert reverse("members:profile_undo") in page.content.decode()
    assert browser.post(reverse("members:profile_undo")).status_code == 302
    back = rows.get()
    assert (str(back), back.public_id, back.audience_kind) == (str(row), row.public_id, "public")
    assert browser.post(reverse("members:profile_undo")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NEW)
def test_another_members_row_is_not_there(ada: Member, ben: Member, kind: str) -> None:
    signed_in(ada).post(reverse("members:row_new", args=[kind]), NEW[kind])
    row = MODELS[kind].objects.get(owner=ada)
    for public_id in (row.public_id, "-" * 22):
        url = reverse("members:row", args=[kind, public_id])
        remove = reverse("members:row_remove", args=[kind, public_id])
        assert signed_in(ben).get(url).status_code == 404
        assert signed_in(ben).post(url, NEW[kind]).status_code == 404
        assert signed_in(ben).post(remove).status_code == 404
        assert signed_in(ben).get(remove).status_code == 405
        assert Client().get(url).status_code == 302
    assert signed_in(ada).get(reverse("members:row_new", args=["secret"])).status_code == 404
    assert MODELS[kind].objects.get(owner=ada).public_id == row.public_id


@pytest.mark.django_db
def test_a_month_may_stay_open_and_a_day_from_a_file_is_kept(ada: Member) -> None:
    browser, url = signed_in(ada), reverse("members:row_new", args=["position"])
    days = {"started_month": "", "started_year": "2019", "ended_month": "4", "ended_year": "2021"}
    assert browser.post(url, NEW["position"] | days).status_code == 302
    position = Position.objects.get()
    assert (position.started_precision, position.ended_precision) == ("year", "month")
    Position.objects.update(ended_on="2021-04-17", ended_precision="day")
    browser.post(reverse("members:row", args=["position", position.public_id]), NEW["position"] | days)
    position.refresh_from_db()
    assert str(position.ended_on) == "2021-04-17"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"started_month": "4", "started_year": ""}, "add the year"),
        ({"started_year": "19"}, "from 1900"),
        ({"started_year": "soon"}, "four digits"),
        (
            {"started_month": "5", "started_year": "2020", "ended_month": "4", "ended_year": "2020"},
            "before the beginning",
        ),
    ],
)
def test_a_day_that_cannot_be_is_said_so(ada: Member, days: dict[str, str], said: str) -> None:
    answer = signed_in(ada).post(reverse("members:row_new", args=["position"]), NEW["position"] | days)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Position.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "value"),
    [("link", "javascript:alert(1)"), ("link", "no address"), ("email", "ada"), ("phone", "call me")],
)
def test_a_detail_that_leads_nowhere_is_refused(ada: Member, kind: str, value: str) -> None:
    said = {"kind": kind, "value": value, "seen_by": "me"}
    assert signed_in(ada).post(reverse("members:row_new", args=["detail"]), said).status_code == 422
    assert not Detail.objects.exists()


@pytest.mark.django_db
def test_a_new_contact_detail_is_for_its_owner_alone(ada: Member) -> None:
    form = signed_in(ada).get(reverse("members:row_new", args=["detail"])).content.decode()
    assert '<option value="me" selected>' in form


@pytest.mark.django_db
def test_a_photo_is_redrawn_replaced_and_removed(ada: Member) -> None:
    browser, url = signed_in(ada), reverse("members:profile_photo")
    for _ in range(2):
        file = SimpleUploadedFile("../../ada.png", photo().read(), "image/png")
        assert browser.post(url, {"photo": file, "seen_by": "members"}).status_code == 302
    name = str(Profile.objects.get(owner=ada).photo.name)
    assert name.startswith("faces/")
    assert "ada" not in name
    picture = Image.open(io.BytesIO(browser.get(photo_url(ada)).content))
    assert (picture.format, picture.size) == ("JPEG", (64, 64))
    assert browser.post(reverse("members:profile_photo_remove")).status_code == 302
    assert browser.get(photo_url(ada)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_photo_goes_with_it(ada: Member) -> None:
    actions.set_photo(by=ada, source=photo())
    first = str(Profile.objects.get(owner=ada).photo.name)
    actions.set_photo(by=ada, source=photo())
    second = str(Profile.objects.get(owner=ada).photo.name)
    assert not default_storage.exists(first)
    actions.remove_photo(by=ada)
    assert not default_storage.exists(second)


@pytest.mark.django_db
def test_who_sees_the_photo_changes_without_a_new_one(ada: Member) -> None:
    actions.set_photo(by=ada, source=photo())
    signed_in(ada).post(reverse("members:profile_photo"), {"seen_by": "me"})
    profile = Profile.objects.get(owner=ada)
    assert profile.photo
    assert audiences_of(profile)[ProfilePart.PHOTO].kind == "me"


@pytest.mark.django_db
def test_a_file_that_is_no_picture_is_refused_in_words(ada: Member) -> None:
    file = SimpleUploadedFile("ada.png", b"not a picture", "image/png")
    answer = signed_in(ada).post(reverse("members:profile_photo"), {"photo": file, "seen_by": "members"})
    assert answer.status_code == 422
    assert "not a picture we can read" in answer.content.decode()
    assert not Profile.objects.exclude(photo="").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_my_profile_costs_the_same_however_long(
    ada: Member, ben: Member, cleo: Member, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    circle = Circle.of(ada, ben, cleo)
    for number in range(rows):
        for part in ("position", "education", "email"):
            circle.say(part, "named", text=f"{part}{number}")
    browser = signed_in(ada)
    browser.get(reverse("members:profile"))
    with django_assert_num_queries(11):
        browser.get(reverse("members:profile"))


@pytest.mark.postgres
def test_letters_that_are_kept_as_several_are_cut_to_what_fits(ada: Member) -> None:
    """What is typed is counted before it is put into its one form, in which some letters are three."""
    said = {"headline": 200, "place": 120, "can_help": 300, "pronunciation": 120}
    form = texts(**{name: "\ufb2c" * most for name, most in said.items()})
    assert signed_in(ada).post(reverse("members:profile_texts"), form).status_code == 302
    profile = Profile.objects.get(owner=ada)
    assert {name: len(getattr(profile, name)) for name in said} == said
