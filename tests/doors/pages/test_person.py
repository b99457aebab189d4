"""A person's page: who is this to me, what did we last do; not there for anybody else."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.contacts.models import Contact, Origin
from comity.people.contacts.queries.card import card_of
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import log_interaction
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, InteractionPerson, Tie
from tests.factories.book import add_card, note_day
from tests.people import signed_in


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(
        ada,
        "Zoë Quillfeather",
        ("email", "zoe@quill.example"),
        ("url", "javascript:alert(1)"),
        ("date", "--04-12"),
        organization="Inkwell",
    )


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def address(name: str, contact: Contact, *more: str) -> str:
    return reverse(f"pages:{name}", args=[contact.public_id, *more])


READ = ["person", "person-edit", "person-merge", "person-photo", "person-vcard"]
WRITE = [
    ("person-edit",),
    ("person-notes",),
    ("person-log",),
    ("person-merge",),
    ("person-shelve", "delete"),
    ("person-happened", "x" * 22, "confirm"),
]


def test_the_page_says_who_this_is(me: Client, zoe: Contact) -> None:
    body = me.get(address("person", zoe)).content.decode()
    assert 'href="mailto:zoe@quill.example"' in body
    assert "12 April" in body
    assert 'href="javascript' not in body
    assert "whoever runs this server could still read it" in body


@pytest.mark.parametrize("name", READ)
def test_for_anybody_else_there_is_no_such_page(cleo: Member, zoe: Contact, name: str) -> None:
    stranger = signed_in(cleo)
    here, nowhere = stranger.get(address(name, zoe)), stranger.get(reverse(f"pages:{name}", args=["x" * 22]))
    assert here.status_code == nowhere.status_code == 404
    assert without_tokens(here.content) == without_tokens(nowhere.content)
    assert b"Quillfeather" not in here.content


@pytest.mark.parametrize("call", WRITE)
def test_nobody_else_can_change_anything(cleo: Member, zoe: Contact, call: tuple[str, ...]) -> None:
    name, *more = call
    assert signed_in(cleo).post(address(name, zoe, *more), {"notes": "x"}).status_code == 404
    assert not Tie.objects.exists()
    assert Contact.objects.filter(pk=zoe.pk, deleted_at=None).exists()


@pytest.mark.parametrize("name", READ)
def test_a_visitor_is_sent_to_sign_in(client: Client, zoe: Contact, name: str) -> None:
    response = client.get(address(name, zoe))
    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("call", WRITE[1:3] + WRITE[4:])
def test_reading_changes_nothing(me: Client, zoe: Contact, call: tuple[str, ...]) -> None:
    name, *more = call
    assert me.get(address(name, zoe, *more)).status_code == 405


@pytest.mark.parametrize("events", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_many(
    me: Client, ada: Member, zoe: Contact, events: int, django_assert_num_queries: object
) -> None:
    for n in range(events):
        note_day(ada, zoe, add_card(ada, f"Other {'abc'[n]}"), on=date(2026, 1, 1 + n))
    me.get(address("person", zoe))
    # session 2, card, lines, tie 2, history 3, strength 2, answers, favours; keeping in touch 5
    with django_assert_num_queries(19):  # type: ignore[operator]
        me.get(address("person", zoe))


@pytest.mark.parametrize("kind", ["met", "call", "video", "message"])
def test_what_happened_today_is_noted_in_one_tap_and_taken_back(me: Client, zoe: Contact, kind: str) -> None:
    page = me.post(address("person-log", zoe), {"kind": kind}, follow=True)
    assert "Noted for today." in page.content.decode()
    noted = Interaction.objects.get()
    assert (noted.kind, noted.on, noted.status) == (kind, timezone.localdate(), Status.CONFIRMED)
    assert Tie.objects.get(contact=zoe).last_on == timezone.localdate()
    me.post(undo_in(page))
    noted.refresh_from_db()
    assert noted.status == Status.DISMISSED
    assert Tie.objects.get(contact=zoe).last_on is None


@pytest.mark.parametrize("kind", ["", "favour", "x"])
def test_whatever_else_happened_is_asked_in_a_form(me: Client, zoe: Contact, kind: str) -> None:
    page = me.post(address("person-log", zoe), {"kind": kind}, follow=True)
    assert page.redirect_chain == [(f"/log/?person={zoe.public_id}", 302)]
    assert "Zoë Quillfeather" in page.content.decode()
    assert not Interaction.objects.exists()


def test_one_meets_nobody_on_ones_own_card(me: Client, ada: Member) -> None:
    card = add_card(ada, "Ada Okafor", ("email", "ada@example.org"))
    page = me.post(address("person-log", card), {"kind": "met"}, follow=True)
    assert "is you" in page.content.decode()
    assert not Interaction.objects.exists()


def test_the_today_of_a_tap_is_the_members_own(me: Client, ada: Member, zoe: Contact) -> None:
    ada.time_zone = "Pacific/Kiritimati"  # fourteen hours ahead
    ada.save()
    me.post(address("person-log", zoe), {"kind": "call"})
    assert Interaction.objects.get().on == timezone.localdate(timezone=ZoneInfo("Pacific/Kiritimati"))


def test_a_line_of_the_history_says_who_turned_to_whom_where_and_what_for(
    me: Client, ada: Member, zoe: Contact
) -> None:
    log_interaction(
        by=ada,
        contacts=[zoe],
        kind="message",
        direction="in",
        on=date(2026, 3, 1),
        precision="month",
        place="Harbour café",
        summary="About the permit",
        note="Sounded tired.",
        today=date(2026, 11, 20),
    )
    body = me.get(address("person", zoe)).content.decode()
    for text in ("message from them", "March 2026", "Harbour café", "About the permit", "Sounded tired."):
        assert text in body


def test_the_history_has_pages_and_ends(me: Client, ada: Member, zoe: Contact) -> None:
    for day in range(1, 24):
        note_day(ada, zoe, on=date(2026, 1, day), summary=f"Line {day}.")
    first = me.get(address("person", zoe)).content.decode()
    second = me.get(address("person", zoe), {"page": "2"}).content.decode()
    assert ("Line 23." in first, "Line 3." in first) == (True, False)
    assert ("Line 23." in second, "Line 3." in second) == (False, True)
    assert "That is all." in second
    assert me.get(address("person", zoe), {"page": "x"}).status_code == 200


@pytest.fixture
def suggested(ada: Member, zoe: Contact) -> Interaction:
    origin = Origin.objects.create(owner=ada, kind="import", file="calendar.ics")
    event = Interaction.objects.create(
        owner=ada, kind="event", on=date(2026, 2, 3), status="suggested", source="import", origin=origin
    )
    InteractionPerson.objects.create(interaction=event, contact=zoe)
    return event


@pytest.mark.parametrize(("verb", "status"), [("confirm", Status.CONFIRMED), ("dismiss", Status.DISMISSED)])
def test_a_suggestion_is_answered_in_one_tap_and_the_answer_taken_back(
    me: Client, zoe: Contact, suggested: Interaction, verb: str, status: Status
) -> None:
    assert "Yes, that was so" in me.get(address("person", zoe)).content.decode()
    page = me.post(address("person-happened", zoe, suggested.public_id, verb), follow=True)
    suggested.refresh_from_db()
    assert suggested.status == status
    me.post(undo_in(page))
    suggested.refresh_from_db()
    assert suggested.status == Status.SUGGESTED


def test_a_suggestion_is_no_contact_yet(me: Client, zoe: Contact, suggested: Interaction) -> None:
    me.post(address("person-happened", zoe, suggested.public_id, "confirm"))
    assert Tie.objects.get(contact=zoe).last_on == suggested.on


def test_notes_and_tags_are_written_and_stored_sealed(me: Client, zoe: Contact) -> None:
    me.post(address("person-notes", zoe), {"notes": "Canary-77", "how_met": "Lisbon", "tags": "a, b ,a"})
    tie = Tie.objects.get(contact=zoe)
    assert (tie.notes, sorted(tag.name for tag in tie.tags.all())) == ("Canary-77", ["a", "b"])
    assert "Canary" not in str(Tie.objects.raw("select *, notes as bare from ties_tie")[0].bare)  # type: ignore[attr-defined]
    page = me.post(address("person-notes", zoe), {"notes": "", "tags": "x" * 61})
    assert page.status_code == 422
    assert "at most 60" in page.content.decode()


@pytest.mark.parametrize(("verb", "there"), [("archive", True), ("delete", False)])
def test_a_person_is_put_away_and_brought_back(me: Client, zoe: Contact, verb: str, there: bool) -> None:
    page = me.post(address("person-shelve", zoe, verb), follow=True)
    assert (me.get(address("person", zoe)).status_code == 200) is there
    me.post(undo_in(page))
    zoe.refresh_from_db()
    assert zoe.archived_at is zoe.deleted_at is None
    assert me.post(address("person-shelve", zoe, "explode")).status_code == 404


def test_the_card_leaves_as_a_vcard(me: Client, zoe: Contact) -> None:
    me.post(address("person-notes", zoe), {"notes": "Likes ink.", "tags": "lisbon"})
    response = me.get(address("person-vcard", zoe))
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/vcard")
    assert 'filename="zoe-quillfeather.vcf"' in response["Content-Disposition"]
    assert all(part in text for part in ("FN:Zoë Quillfeather", "zoe@quill.example", "Likes ink.", "lisbon"))


def test_an_undo_works_once_and_for_its_owner_alone(me: Client, cleo: Member, zoe: Contact) -> None:
    undo = undo_in(me.post(address("person-shelve", zoe, "archive"), follow=True))
    signed_in(cleo).post(undo)
    zoe.refresh_from_db()
    assert zoe.archived_at is not None
    me.post(undo)
    assert "cannot be taken back" in me.post(undo, follow=True).content.decode()
    assert me.post(undo, headers={"Referer": "https://evil.example/"})["Location"] == reverse("pages:book")


def without_tokens(body: bytes) -> bytes:
    """Return a page without what differs from one request of the same visitor to the next."""
    return re.sub(rb'(X-CSRFToken": "|name="csrfmiddlewaretoken" value=")[^"]+|/book/[^"&?]+', b"", body)


def undo_in(page: object) -> str:
    message = list(page.context["messages"])[-1]  # type: ignore[attr-defined]
    return str(message.extra_tags).removeprefix("undo:")


@pytest.mark.parametrize(
    ("kind", "label", "said", "note"),
    [
        ("date", "birthday", "birthday", ""),
        ("date", "connected on LinkedIn", "connected on LinkedIn", ""),
        ("url", "linkedin", "LinkedIn", ""),
        ("url", "work", "link", "work"),
        ("url", "", "link", ""),
        ("email", "work", "e-mail", "work"),
    ],
)
def test_a_line_is_named_once(ada: Member, kind: str, label: str, said: str, note: str) -> None:
    contact = add_card(ada, "Zoë Quillfeather", (kind, "2020-04-12" if kind == "date" else "zoe.example"))
    contact.values.update(label=label)
    (line,) = card_of(ada, contact).lines
    assert (line.name, line.note) == (said, note)
    assert (line.icon == "cake") is (label == "birthday")


def test_where_a_line_comes_from_stands_in_the_fold(me: Client, ada: Member, zoe: Contact) -> None:
    origin = Origin.objects.create(owner=ada, kind="import", file="google.csv")
    zoe.values.filter(kind="email").update(origin=origin)
    body = me.get(address("person", zoe)).content.decode()
    before, fold = body.split("Where this comes from")
    assert "from google.csv" not in before
    assert "<bdi>zoe@quill.example</bdi>: from google.csv." in fold


def test_one_goes_back_to_the_list_as_it_was_looked_at(me: Client, zoe: Contact) -> None:
    def back(came_from: str) -> str:
        body = me.get(address("person", zoe), headers={"Referer": came_from}).content.decode()
        found = re.search(r'class="back"><a href="([^"]*)"', body)
        assert found
        return found[1]

    assert back("http://testserver/book/?q=zoe") == "/book/?q=zoe"
    assert back("http://elsewhere.example/book/?q=zoe") == "/book/"
    assert back("") == "/book/"


def test_who_is_no_member_can_be_invited(me: Client, ben: Member, zoe: Contact) -> None:
    assert "invitations/?email=zoe%40quill.example" in me.get(address("person", zoe)).content.decode()
    Contact.objects.filter(pk=zoe.pk).update(member=ben)
    assert "invitations/?email=" not in me.get(address("person", zoe)).content.decode()
