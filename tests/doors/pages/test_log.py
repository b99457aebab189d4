"""What happened is typed in a line, read into a form, and kept once it is confirmed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, Tie
from tests.factories.book import add_card
from tests.people import signed_in

LOG = "/log/"


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather")


def form(*people: Contact, **said: Any) -> dict[str, Any]:
    return {
        "who": [person.public_id for person in people],
        "kind": "met",
        "when_day": "3",
        "when_month": "5",
        "when_year": "2024",
        "direction": "both",
    } | said


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_line_with_one_clear_match_is_kept_in_two_taps(me: Client, zoe: Contact) -> None:
    page = me.post(LOG, {"text": "coffee with zoe yesterday at Café Luna"})
    body = text_of(page)
    assert "Is this right?" in body
    assert f'name="who" value="{zoe.public_id}"' in body
    assert not Interaction.objects.exists()
    yesterday = timezone.localdate() - timedelta(days=1)
    for shown in ('value="Café Luna"', 'value="Coffee"', f'name="when_year" value="{yesterday.year}"'):
        assert shown in body
    kept = me.post(LOG, sent_by(page), follow=True)
    assert kept.redirect_chain == [(reverse("pages:person", args=[zoe.public_id]), 302)]
    noted = Interaction.objects.get()
    assert (noted.on, noted.place, noted.summary) == (yesterday, "Café Luna", "Coffee")
    assert Tie.objects.get(contact=zoe).last_on == yesterday
    me.post(undo_in(kept))
    noted.refresh_from_db()
    assert noted.status == Status.DISMISSED


@pytest.mark.parametrize(
    ("said", "kept", "month"),
    [("spring 2024", "2024", ""), ("early May 2024", "May 2024", 5)],
)
def test_a_part_of_a_year_says_as_what_it_is_kept(
    me: Client, zoe: Contact, said: str, kept: str, month: int | str
) -> None:
    page = me.post(LOG, {"text": f"coffee with zoe in {said}"})
    body = text_of(page)
    assert f"“{said}” is kept as {kept}, and in the line below." in body
    sent = sent_by(page)
    assert (sent["when_day"], sent["when_month"], sent["when_year"]) == ("", month, 2024)
    me.post(LOG, sent)
    assert Interaction.objects.get().summary == f"Coffee: {said}"


def test_a_persons_own_page_knows_whom_the_line_is_about(me: Client, zoe: Contact) -> None:
    body = text_of(me.post(LOG, {"text": "call on monday about the permit", "person": zoe.public_id}))
    assert f'name="who" value="{zoe.public_id}"' in body
    assert 'value="the permit"' in body
    body = text_of(me.get(LOG, {"person": zoe.public_id}))
    assert f'name="who" value="{zoe.public_id}"' in body


def test_a_name_on_that_page_means_its_person_though_others_bear_it(
    me: Client, ada: Member, zoe: Contact
) -> None:
    add_card(ada, "Zoë Other")
    page = me.post(LOG, {"text": "call Zoë yesterday", "person": zoe.public_id})
    assert [one.public_id for one in page.context["who"].people] == [zoe.public_id]
    assert page.context["who"].questions == []


def test_where_several_bear_a_name_it_is_asked_which(me: Client, ada: Member, zoe: Contact) -> None:
    other = add_card(ada, "Zoë Other", organization="Inkwell")
    page = me.post(LOG, {"text": "lunch with Zoë and Xaver yesterday"})
    body = text_of(page)
    assert "Which Zoë?" in body
    assert "Inkwell" in body
    assert "Nobody in your book is called “Xaver”" in body
    sent = sent_by(page)
    open_still = me.post(LOG, sent)
    assert open_still.status_code == 422
    assert "Please say who is meant" in text_of(open_still)
    assert not Interaction.objects.exists()
    me.post(LOG, sent | {"answer_0": other.public_id, "answer_1": "nobody"})
    assert [person.pk for person in Interaction.objects.get().people.all()] == [other.pk]


def test_somebody_new_is_written_down_with_what_happened(me: Client, ada: Member) -> None:
    page = me.post(LOG, {"text": "met Xaver Lind yesterday"})
    me.post(LOG, sent_by(page) | {"answer_0": "new"})
    xaver = Contact.objects.get(owner=ada)
    assert (xaver.full_name, [event.kind for event in xaver.interactions.all()]) == ("Xaver Lind", ["met"])


def test_one_more_person_is_added_before_anything_is_kept(me: Client, ada: Member, zoe: Contact) -> None:
    ben = add_card(ada, "Ben Alder")
    page = me.post(LOG, form(zoe, more="Ben", summary="So far"))
    assert page.status_code == 200
    assert [one.public_id for one in page.context["who"].people] == [zoe.public_id, ben.public_id]
    assert 'value="So far"' in text_of(page)
    assert not Interaction.objects.exists()
    me.post(LOG, form(zoe, ben))
    assert Interaction.objects.get().people.count() == 2


def test_a_day_that_has_not_come_is_said(me: Client, zoe: Contact) -> None:
    body = text_of(me.post(LOG, {"text": "call zoe tomorrow"}))
    assert "has not come yet" in body
    later = timezone.localdate() + timedelta(days=400)
    page = me.post(LOG, form(zoe, when_year=str(later.year), when_month="", when_day=""))
    assert page.status_code == 422
    assert "That day has not come yet." in text_of(page)


def test_figures_with_two_meanings_and_words_not_understood_are_said(me: Client, zoe: Contact) -> None:
    body = text_of(me.post(LOG, {"text": "spoke to Zoë 2/3 grumbling"}))
    assert "If you mean" in body
    assert "“grumbling”" in body


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"when_year": ""}, "Please add the year."),
        ({"when_month": ""}, "Please add the month to the day."),
        ({"when_day": "31", "when_month": "2"}, "There is no such day"),
        ({"when_day": "", "when_month": "", "when_year": ""}, "Please say when"),
        ({"when_year": "x"}, "four digits"),
        ({"kind": "x"}, "Select a valid choice"),
        ({"summary": "x" * 301}, "at most 300"),
        ({"who": []}, "Say who was there"),
        ({"who": ["x" * 22]}, "Say who was there"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    me: Client, zoe: Contact, wrong: dict[str, Any], why: str
) -> None:
    page = me.post(LOG, form(zoe, place="Harbour") | wrong)
    assert page.status_code == 422
    assert why in text_of(page)
    assert 'value="Harbour"' in text_of(page)
    assert not Interaction.objects.exists()


@pytest.mark.parametrize(
    ("day", "month", "on", "precision"),
    [("3", "5", "2024-05-03", "day"), ("", "5", "2024-05-01", "month"), ("", "", "2024-01-01", "year")],
)
def test_a_day_is_kept_as_exactly_as_it_is_known(
    me: Client, zoe: Contact, day: str, month: str, on: str, precision: str
) -> None:
    me.post(LOG, form(zoe, when_day=day, when_month=month))
    noted = Interaction.objects.get()
    assert (noted.on.isoformat(), noted.precision) == (on, precision)


def test_a_note_is_stored_sealed(me: Client, zoe: Contact) -> None:
    me.post(LOG, form(zoe, note="Canary-88"))
    assert Interaction.objects.get().note == "Canary-88"
    raw = Interaction.objects.raw("select *, note as bare from ties_interaction")[0]
    assert "Canary" not in raw.bare  # type: ignore[attr-defined]


def test_nobody_meets_themself(me: Client, ada: Member, zoe: Contact) -> None:
    oneself = add_card(ada, "Ada Okafor", ("email", "ADA@example.org"))
    page = me.post(LOG, form(zoe, oneself))
    assert page.status_code == 422
    assert "“Ada Okafor” is you." in text_of(page)
    linked = add_card(ada, "My own card")
    Contact.objects.filter(pk=linked.pk).update(member=ada)
    assert me.post(LOG, form(linked)).status_code == 422
    assert not Interaction.objects.exists()


def test_nobody_of_anothers_book_is_found_or_noted(cleo: Member, zoe: Contact) -> None:
    stranger = signed_in(cleo)
    body = text_of(stranger.post(LOG, {"text": "coffee with zoe", "person": zoe.public_id}))
    assert "Quillfeather" not in body
    assert stranger.post(LOG, form(zoe)).status_code == 422
    assert "Quillfeather" not in text_of(stranger.get(LOG, {"person": zoe.public_id}))
    assert not Interaction.objects.exists()


@pytest.mark.parametrize("person", ["", "x", "../../ops/", "x" * 3000])
def test_a_bad_address_of_a_person_leads_nowhere(me: Client, zoe: Contact, person: str) -> None:
    assert me.get(LOG, {"person": person}).status_code == 200
    page = me.post(LOG, form(zoe, person=person))
    assert page["Location"] == reverse("pages:person", args=[zoe.public_id])


@pytest.mark.parametrize("line", ["", "   ", "💥" * 300, "with and with,,, & @ w/ : -"])
def test_any_line_gets_a_form(me: Client, line: str) -> None:
    assert me.post(LOG, {"text": line}).status_code == 200


def test_a_form_is_refused_without_its_token(ada: Member, zoe: Contact) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(ada).cookies
    for page in (strict.get("/"), strict.get(reverse("pages:person", args=[zoe.public_id]))):
        start = text_of(page).split('class="line-log"')[1]
        assert "csrfmiddlewaretoken" in start.split("</form>")[0]
    assert strict.post(LOG, {"text": "coffee"}).status_code == 403


def test_a_visitor_is_sent_to_sign_in_and_other_methods_are_refused(client: Client, me: Client) -> None:
    assert "login" in client.get(LOG)["Location"]
    assert me.put(LOG).status_code == 405


def test_today_asks_what_happened(me: Client, zoe: Contact) -> None:
    body = text_of(me.get("/"))
    assert "What happened?" in body
    assert reverse("pages:person", args=[zoe.public_id]) in body


def sent_by(page: Any) -> dict[str, Any]:
    """Return what the form on a page sends as it stands."""
    bound, who = page.context["form"], page.context["who"]
    day, month, year = bound.fields["when"].widget.decompress(bound["when"].value())
    return {
        "who": [one.public_id for one in who.people],
        "asked": [question.phrase for question in who.questions],
        "when_day": day or "",
        "when_month": month or "",
        "when_year": year or "",
        **{name: bound[name].value() or "" for name in ("kind", "place", "summary", "direction", "note")},
    }


def undo_in(page: Any) -> str:
    message = list(page.context["messages"])[-1]
    return str(message.extra_tags).removeprefix("undo:")
