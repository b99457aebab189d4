"""The pages of “We met”: a code is shown, taken, answered; closed to whom it does not concern."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Invitation, Member
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, MutualTie, Showing
from comity.relationships.mutual.queries.codes import letters_of, picture_of, token_of, url_of
from comity.relationships.mutual.queries.meeting import today_card
from tests.people import signed_in
from tests.relationships.mutual.meetings import named, phone_of, shows, uses
from tests.relationships.mutual.people import card_of

DAY = timedelta(days=1)


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def his(ben: Member) -> Client:
    return signed_in(ben)


def code_of(member: Member, *gives: str, **options: Any) -> Showing:
    return shows(member, *gives, at=options.pop("at", timezone.now()), **options)


def at(showing: Showing) -> str:
    return reverse("mutual:met_code", args=[token_of(showing)])


def as_part(client: Client, address: str, **query: str) -> Any:
    return client.get(address, query, headers={"HX-Request": "true"})


def test_a_code_is_shown_as_picture_link_and_letters(me: Client, ada: Member) -> None:
    named(ada, "Grid planner")
    page = me.post("/met/show/", {"gives": ["headline"], "days": "30", "place": "Lisbon"}, follow=True)
    code, body = Showing.objects.get(), page.content.decode()
    assert (code.gives, code.days, code.place) == (["headline"], 30, "Lisbon")
    assert f'href="{url_of(code)}"' in body
    assert picture_of(url_of(code)).replace("'", "&#x27;") in body or picture_of(url_of(code)) in body
    letters = letters_of(code.public_id)
    assert f"{letters[:3]} {letters[3:]}" in body
    assert "Somebody without an account sees the same" in body


def test_the_form_remembers_what_was_given_and_starts_with_the_headline_alone(
    me: Client, ada: Member
) -> None:
    named(ada, "Grid planner")
    key = phone_of(ada, "+49 30 5550199")
    ticked = re.findall(r'value="([^"]+)"[^>]*checked', me.get("/met/").content.decode())
    assert ticked == ["headline"]
    me.post("/met/show/", {"gives": [key], "days": "", "place": ""})
    me.post("/met/stop/")
    again = me.get("/met/").content.decode()
    assert re.findall(r'value="([^"]+)"[^>]*checked', again) == [key]
    assert '<option value="" selected>' in again


@pytest.mark.parametrize("wrong", [{"gives": ["x" * 22]}, {"days": "3"}, {"place": "x" * 201}])
def test_what_cannot_be_given_is_said_and_what_was_typed_stays(me: Client, wrong: dict[str, Any]) -> None:
    page = me.post("/met/show/", {"gives": [], "days": "14", "place": "Café Central"} | wrong)
    assert page.status_code == 422
    assert 'class="errors"' in page.content.decode()
    if "place" not in wrong:
        assert 'value="Café Central"' in page.content.decode()
    assert not Showing.objects.exists()


def test_the_other_one_scans_confirms_and_it_shows_at_once(
    me: Client, his: Client, ada: Member, ben: Member
) -> None:
    code = code_of(ada, "email")
    seen = re.search(r'hx-get="/met/\?seen=([^"]+)"', me.get("/met/").content.decode())
    assert seen is not None
    assert as_part(me, f"/met/?seen={seen[1]}").status_code == 204
    page = his.get(at(code))
    assert "You are meeting Ada Okafor" in page.content.decode()
    assert ada.email not in page.content.decode()
    done = his.post(at(code), {"gives": ["email"], "days": "14", "place": "Lisbon"}, follow=True)
    assert "You met Ada Okafor" in done.content.decode()
    assert ada.email in done.content.decode()
    part = as_part(me, f"/met/?seen={seen[1]}").content.decode()
    assert "<html" not in part
    assert "You met Ben Sørensen" in part
    assert "hx-trigger" not in part
    assert card_of(ada, ben).values.get().value == ben.email
    me.post(reverse("mutual:met_answer", args=[Meeting.objects.get().public_id, "undo"]))
    assert not MutualTie.objects.live().exists()
    assert "taken back" in his.get(done.redirect_chain[-1][0]).content.decode()


def test_letters_lead_to_the_same_page(his: Client, ada: Member) -> None:
    code = code_of(ada)
    answer = his.post("/met/type/", {"letters": letters_of(code.public_id).lower()})
    assert (answer.status_code, answer["Location"]) == (302, at(code))


def test_wrong_letters_say_how_many_tries_are_left(his: Client, ada: Member) -> None:
    right = letters_of(code_of(ada).public_id)
    for said in ("4 more times", "3 more times", "2 more times", "once more", "tried too often"):
        page = his.post("/met/type/", {"letters": "hello"})
        assert page.status_code == 422
        assert said in page.content.decode()
        assert 'value="hello"' in page.content.decode()
    assert "tried too often" in his.post("/met/type/", {"letters": right}).content.decode()


def test_each_wrong_code_has_its_sentence(
    me: Client, his: Client, ada: Member, ben: Member, cleo: Member
) -> None:
    code = code_of(ada)
    assert "your own code" in me.get(at(code)).content.decode()
    uses(ben, code, at=timezone.now())
    assert "somebody was first" in signed_in(cleo).get(at(code)).content.decode()
    assert his.get(at(code)).status_code == 302
    ahead = code_of(ada, at=timezone.now() + DAY)
    assert "clock here was set back" in his.get(at(ahead)).content.decode()


def without_tokens(body: bytes) -> bytes:
    return re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": "|/met/)[^"]+', b"", body)


def test_what_opens_nothing_is_one_page(his: Client, ada: Member, cleo: Member, ben: Member) -> None:
    never = his.get("/met/never:was/")
    block_member(by=cleo, other=ben, at=timezone.now())
    for gone in (at(code_of(ada, at=timezone.now() - 8 * DAY)), at(code_of(cleo))):
        answer = his.get(gone)
        assert answer.status_code == never.status_code == 404
        assert without_tokens(answer.content) == without_tokens(never.content)


def test_later_a_day_is_asked_and_the_other_confirms_on_today(me: Client, his: Client, ada: Member) -> None:
    code = code_of(ada, at=timezone.now() - 2 * DAY)
    on = (timezone.localdate() - DAY).isoformat()
    page = his.get(at(code), {"on": on}).content.decode()
    assert f'value="{on}"' in page
    wrong = his.post(at(code), {"days": "14", "place": "", "on": "2020-01-01"})
    assert wrong.status_code == 422
    assert "Not on that day" in wrong.content.decode()
    his.post(at(code), {"days": "14", "place": "", "on": on})
    meeting = Meeting.objects.get()
    assert meeting.stage == Stage.WAITING
    today = me.get("/").content.decode()  # also while the book is empty
    assert "Says that you met on" in today
    assert 'href="/met/"' in today
    no = me.post(reverse("mutual:met_answer", args=[meeting.public_id, "no"]), follow=True)
    assert "Nobody is told" in no.content.decode()
    assert "is asked whether you met" in meeting_page(his, meeting)
    undo = re.search(r'action="(/met/with/[^"]+/back/)"', no.content.decode())
    assert undo is not None
    me.post(undo[1])
    me.post(reverse("mutual:met_answer", args=[meeting.public_id, "yes"]))
    meeting.refresh_from_db()
    assert (meeting.stage, meeting.on.isoformat()) == (Stage.CONFIRMED, on)


def meeting_page(client: Client, meeting: Meeting) -> str:
    return client.get(reverse("mutual:met_meeting", args=[meeting.public_id])).content.decode()


def test_what_can_no_longer_be_done_says_so(me: Client, ada: Member, ben: Member) -> None:
    meeting = uses(ben, code_of(ada), at=timezone.now())
    page = me.post(reverse("mutual:met_answer", args=[meeting.public_id, "yes"]), follow=True)
    assert page.status_code == 200
    page = me.post(reverse("mutual:met_answer", args=[meeting.public_id, "no"]), follow=True)
    assert "can no longer be done" in page.content.decode()


@pytest.mark.parametrize("verb", ["yes", "no", "undo", "shrug"])
def test_anothers_meeting_is_not_there(ada: Member, ben: Member, cleo: Member, verb: str) -> None:
    meeting = uses(ben, code_of(ada), at=timezone.now())
    stranger = signed_in(cleo)
    assert stranger.get(reverse("mutual:met_meeting", args=[meeting.public_id])).status_code == 404
    for public_id in (meeting.public_id, "x" * 22):
        assert stranger.post(reverse("mutual:met_answer", args=[public_id, verb])).status_code == 404


@pytest.mark.parametrize("path", ["/met/", "/met/with/x/"])
def test_a_visitor_is_sent_to_sign_in(client: Client, path: str) -> None:
    assert "login" in client.get(path)["Location"]


@pytest.mark.parametrize(
    "path", ["/met/show/", "/met/stop/", "/met/type/", "/met/spare/", "/met/forget/", "/met/with/x/yes/"]
)
def test_reading_changes_nothing(me: Client, path: str) -> None:
    assert me.get(path).status_code == 405


# Somebody without an account


def test_a_stranger_gets_a_card_of_what_was_chosen_and_no_more(client: Client, ada: Member) -> None:
    named(ada, "Grid planner")
    key, secret = phone_of(ada, "+49 30 5550199"), "+49 30 5550100"
    phone_of(ada, secret)
    code = code_of(ada, "headline", key)
    page = client.get(at(code))
    card = client.get(reverse("mutual:met_card", args=[token_of(code)]))
    for answer in (page, card):
        text = answer.content.decode()
        assert "Ada Okafor" in text
        assert "Grid planner" in text
        assert "5550199" in text
        assert "5550100" not in text
        assert ada.email not in text
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]
    assert card["Content-Type"].startswith("text/vcard")


def test_a_stranger_comes_in_by_one_invitation_for_one_person(client: Client, ada: Member) -> None:
    code = code_of(ada)
    assert not Invitation.objects.exists()
    first, second = client.post(at(code)), Client().post(at(code))
    invitation = Invitation.objects.get()
    assert (invitation.inviter, invitation.places) == (ada, 1)
    assert first["Location"] == second["Location"] == reverse("members:invitation", args=[invitation.token])


def test_who_has_invited_enough_invites_no_more(client: Client, ada: Member) -> None:
    for _ in range(5):
        client.post(at(code_of(ada)))
    page = client.post(at(code_of(ada)), follow=True)
    assert "no invitation left today" in page.content.decode()


@pytest.mark.parametrize("how", ["old", "spare", "used", "forged"])
def test_a_stranger_sees_nothing_of_other_codes(client: Client, ada: Member, ben: Member, how: str) -> None:
    code = code_of(ada, spare=how == "spare", at=timezone.now() - (DAY if how == "old" else 0 * DAY))
    if how == "used":
        uses(ben, code, at=timezone.now())
    token = token_of(code) if how != "forged" else token_of(code)[:-2]
    for path in (reverse("mutual:met_code", args=[token]), reverse("mutual:met_card", args=[token])):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Ada" not in answer.content.decode()
    assert client.post(reverse("mutual:met_code", args=[token])).status_code == 404
    assert not Invitation.objects.exists()


# The phone


def test_a_phone_gets_a_code_that_always_asks(me: Client, his: Client, ada: Member) -> None:
    said = me.post("/met/spare/").json()
    code = Showing.objects.get(is_spare=True)
    assert said["url"] == url_of(code)
    assert "Did you meet Ada Okafor?" in his.get(at(code)).content.decode()
    me.post("/met/forget/")
    assert his.get(at(code)).status_code == 404


def test_no_more_than_five_phones_keep_a_code(me: Client, ada: Member) -> None:
    for _ in range(7):
        me.post("/met/spare/")
    assert Showing.objects.filter(ended_at=None).count() == 5


def test_the_worker_answers_for_this_page_alone(client: Client) -> None:
    answer = client.get("/met/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/met/"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    says = json.loads(answer.content.decode().split("\n")[0].removeprefix("const says = ").removesuffix(";"))
    assert says["scope"] == "/met/"
    assert says["page"] == "/met/offline/"
    assert all(client.get(says["page"]).content.decode().count(name) for name in says["files"][2:4])
    assert answer.content == client.get("/met/worker.js").content


def test_what_is_kept_holds_nothing_of_anybody(me: Client, ada: Member) -> None:
    body = me.get("/met/offline/").content.decode()
    assert ada.name not in body
    assert ada.email not in body
    assert "csrf" not in body.lower()


# What it costs


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_many(
    me: Client, ada: Member, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        other = Member.objects.create_user(f"n{number}@example.org", name=f"Number {number}")
        uses(other, code_of(ada), at=timezone.now())
    code_of(ada)
    me.get("/met/")
    with django_assert_num_queries(8):  # session 2, code 4, lately 2
        me.get("/met/")


@pytest.mark.parametrize("count", [1, 3])
def test_today_asks_the_same_for_one_and_for_many(
    me: Client, ada: Member, count: int, django_assert_num_queries: Any
) -> None:
    now = timezone.now()
    for number in range(count):
        other = Member.objects.create_user(f"n{number}@example.org", name=f"Number {number}")
        uses(other, code_of(ada, spare=True), at=now, on=timezone.localdate())
    with django_assert_num_queries(3):
        assert len(today_card(ada, now)["to_confirm"]) == count
