"""Two people of one name stay two, unless their owner says that they are one."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from comity.doors.exchange.actions.answers import answer_all_doubts, answer_doubts
from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.actions.undoing import ask_to_undo
from comity.doors.exchange.models import FoundPerson, Import
from comity.doors.exchange.queries.touched import touched_cards
from comity.people.contacts.actions.cards import Line, Typed, create_contact
from comity.people.contacts.models import Apart, Contact
from comity.people.members.models import Member
from tests.doors.exchange.files import connections
from tests.doors.exchange.walk import brought, outcomes, read, undone
from tests.people import signed_in

JOHN = ("John", "Smith", "", "", "", "", "01 Feb 2024")


@pytest.fixture
def known(ada: Member) -> Contact:
    typed = Typed({"given": "John", "family": "Smith"}, [Line("phone", "+49 30 1234567")])
    return create_contact(by=ada, typed=typed, at=timezone.now())


def doubt(upload: Import) -> FoundPerson:
    return FoundPerson.objects.get(upload=upload, is_doubt=True)


def test_a_name_alone_is_a_doubt_and_stays_apart(ada: Member, known: Contact) -> None:
    upload = read(ada, connections(JOHN))
    assert doubt(upload).candidate == known
    assert "name" in doubt(upload).reasons

    apply_import(upload.pk)
    assert Contact.objects.visible_to(ada).filter(full_name="John Smith").count() == 2


def test_the_same_person_gets_what_is_new(ada: Member, known: Contact) -> None:
    upload = read(ada, connections(JOHN))
    answer_doubts(by=ada, upload=upload, answers={doubt(upload).pk: "same"})
    assert outcomes(upload)[-1] == (5, "merged", "")

    apply_import(upload.pk)
    assert Contact.objects.visible_to(ada).get() == known
    assert known.values.filter(kind="date", value="2024-02-01").exists()

    upload.refresh_from_db()
    undone(upload)
    assert list(known.values.values_list("kind", flat=True)) == ["phone"]


def test_two_people_are_not_asked_about_again(ada: Member, known: Contact) -> None:
    upload = read(ada, connections(JOHN))
    answer_all_doubts(by=ada, upload=upload, answer="apart")
    apply_import(upload.pk)

    new = Contact.objects.exclude(pk=known.pk).get()
    assert Apart.objects.filter(one=known, other=new).exists()


def test_another_members_answer_changes_nothing(ada: Member, cleo: Member, known: Contact) -> None:
    upload = read(ada, connections(JOHN))
    with pytest.raises(Import.DoesNotExist):
        answer_all_doubts(by=cleo, upload=upload, answer="same")


@pytest.mark.parametrize("keep", [True, False])
def test_undo_keeps_cards_their_owner_worked_on_unless_told_otherwise(ada: Member, keep: bool) -> None:
    upload = brought(ada, connections(JOHN, ("Eve", "Ng", "", "eve@example.org", "", "", "")))
    Contact.objects.filter(given="Eve").update(touched_at=timezone.now())
    assert [card.given for card in touched_cards(upload)] == ["Eve"]

    ask_to_undo(by=ada, upload=upload, keep_touched=keep)
    undone(upload)
    kept = Contact.objects.visible_to(ada)
    assert [card.given for card in kept] == (["Eve"] if keep else [])
    assert all(card.values.filter(kind="email").exists() for card in kept)


@pytest.fixture
def three(ada: Member) -> list[Contact]:
    return [
        create_contact(
            by=ada,
            typed=Typed({"given": "Anna", "family": "Schmidt", "organization": firm}),
            at=timezone.now(),
        )
        for firm in ("Alpha", "Beta", "Gamma")
    ]


ANNA = ("Anna", "Schmidt", "", "anna@example.org", "", "", "")


def offered(owner: Member, upload: Import) -> list[str]:
    page = signed_in(owner).get(f"/import/{upload.public_id}/doubts/").content.decode()
    return re.findall(r'value="(same[^"]*)"(?=[^>]* id="doubt)', page)


def test_every_card_it_may_be_is_offered(ada: Member, three: list[Contact]) -> None:
    upload = read(ada, connections(ANNA))
    first, *others = offered(ada, upload)
    assert first == "same"
    assert sorted(others) == sorted(
        f"same:{card.public_id}" for card in three if card != doubt(upload).candidate
    )

    chosen = next(card for card in three if others[1] == f"same:{card.public_id}")
    signed_in(ada).post(f"/import/{upload.public_id}/doubts/", {f"doubt-{doubt(upload).pk}": others[1]})
    assert (doubt(upload).candidate, doubt(upload).answer) == (chosen, "same")
    assert len(offered(ada, upload)) == 3
    apply_import(upload.pk)
    assert Contact.objects.visible_to(ada).count() == 3
    assert chosen.values.get(kind="email").value == "anna@example.org"


def test_none_of_several_is_remembered_of_each(ada: Member, three: list[Contact]) -> None:
    upload = read(ada, connections(ANNA))
    answer_all_doubts(by=ada, upload=upload, answer="same")
    assert doubt(upload).answer == ""  # which one?

    answer_all_doubts(by=ada, upload=upload, answer="apart")
    apply_import(upload.pk)
    new = Contact.objects.get(values__value="anna@example.org")
    assert set(Apart.objects.filter(other=new).values_list("one", flat=True)) == {card.pk for card in three}


def test_a_card_that_was_not_offered_is_no_answer(ada: Member, cleo: Member, three: list[Contact]) -> None:
    strange = create_contact(by=cleo, typed=Typed({"full_name": "Anna Schmidt"}), at=timezone.now())
    upload = read(ada, connections(ANNA))
    before = doubt(upload).candidate
    page = signed_in(ada).post(
        f"/import/{upload.public_id}/doubts/", {f"doubt-{doubt(upload).pk}": f"same:{strange.public_id}"}
    )
    assert page.status_code == 200
    assert (doubt(upload).candidate, doubt(upload).answer) == (before, "")
