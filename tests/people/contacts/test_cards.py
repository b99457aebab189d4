"""A card is written by hand: what changed is marked as typed, what did not keeps where it came from."""

from __future__ import annotations

import pytest

from comity.foundation.search.queries import search
from comity.people.contacts.actions.cards import (
    Line,
    NothingToKnowThemBy,
    Typed,
    create_contact,
    edit_contact,
)
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.members.models import Member
from tests.factories.book import NOW, add_card


def edit(owner: Member, contact: Contact, *lines: tuple[str, str, str], **fields: str) -> Contact:
    typed = Typed(fields, [Line(*line) for line in lines])
    return edit_contact(by=owner, contact=contact, typed=typed, at=NOW)


def values(contact: Contact) -> list[tuple[str, str, str]]:
    return list(contact.values.order_by("position").values_list("kind", "value", "label"))


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather", ("email", "Zoe@Quill.example"), ("phone", "030 1234567"))


def test_a_name_is_shown_and_sorted_by_its_parts(zoe: Contact) -> None:
    assert (zoe.full_name, zoe.sort_key) == ("Zoë Quillfeather", "quillfeather zoe")


def test_a_name_made_of_its_parts_follows_them_and_a_written_one_stays(ada: Member, zoe: Contact) -> None:
    shown = {"full_name": zoe.full_name}
    zoe = edit(ada, zoe, family="Maierhofer", **shown)
    assert (zoe.full_name, zoe.sort_key) == ("Zoë Maierhofer", "maierhofer zoe")
    zoe = edit(ada, zoe, full_name="Dr. Zoë M.")
    assert zoe.full_name == "Dr. Zoë M."


@pytest.mark.parametrize(
    ("fields", "lines", "shown"),
    [
        ({"organization": "Inkwell"}, [], "Inkwell"),
        ({"nickname": "Zo"}, [], "Zo"),
        ({}, [Line("email", "a@b.example")], "a@b.example"),
        ({"full_name": "李明"}, [], "李明"),
    ],
)
def test_a_card_is_named_after_what_there_is(
    ada: Member, fields: dict[str, str], lines: list[Line], shown: str
) -> None:
    contact = create_contact(by=ada, typed=Typed(fields, lines), at=NOW)
    assert contact.full_name == shown
    assert contact.sort_key


def test_a_card_about_nobody_is_refused_and_leaves_nothing(ada: Member) -> None:
    with pytest.raises(NothingToKnowThemBy):
        create_contact(by=ada, typed=Typed({"given": " \u200b "}, [Line("email", "  ")]), at=NOW)
    assert not Contact.objects.exists()


def test_what_did_not_change_keeps_where_it_came_from(ada: Member, zoe: Contact) -> None:
    file = Origin.objects.create(owner=ada, kind="import", file="contacts.vcf")
    ContactValue.objects.filter(contact=zoe).update(origin=file)
    Contact.objects.filter(pk=zoe.pk).update(origin=file)
    zoe = edit(
        ada,
        zoe,
        ("phone", "030 1234567", "mobile"),
        ("email", "new@quill.example", ""),
        ("email", "Zoe@Quill.example", ""),
        title="Editor",
    )
    came = dict(zoe.values.values_list("value", "origin__kind"))
    assert came == {"030 1234567": "import", "new@quill.example": "typed", "Zoe@Quill.example": "import"}
    assert values(zoe)[0] == ("phone", "030 1234567", "mobile")
    assert set(zoe.field_origins) == {"title"}


def test_a_line_that_is_left_out_goes_and_one_that_is_twice_stays_once(ada: Member, zoe: Contact) -> None:
    edit(
        ada,
        zoe,
        ("email", "Zoe@Quill.example", ""),
        ("email", " Zoe@Quill.example ", "again"),
        ("url", "", ""),
    )
    assert values(zoe) == [("email", "Zoe@Quill.example", "")]
    assert zoe.values.get().normal == "zoe@quill.example"


def test_an_unfinished_import_keeps_its_lines_through_an_edit(ada: Member, zoe: Contact) -> None:
    zoe.values.filter(kind="phone").update(pending_import=7)
    edit(ada, zoe)
    assert list(zoe.values.values_list("kind", flat=True)) == ["phone"]


def test_an_edited_person_is_found_as_they_are_now(ada: Member, zoe: Contact) -> None:
    edit(ada, zoe, family="Maierhofer", organization="Nordlys")
    found = [
        [h.object_id for h in search(scope_of(ada), KIND, q)] for q in ("quill", "maierhof", "nordlys zoe")
    ]
    assert found == [[], [zoe.pk], [zoe.pk]]


def test_what_is_too_long_is_cut_and_what_hides_is_taken_out(ada: Member) -> None:
    contact = add_card(ada, "A" * 500 + " B\u202eC", organization="x\x00y\nz")
    assert contact.family == "BC"
    assert contact.organization == "xy z"
    assert len(contact.full_name) <= 300


def test_somebody_elses_card_cannot_be_edited(cleo: Member, zoe: Contact) -> None:
    with pytest.raises(Contact.DoesNotExist):
        edit(cleo, zoe, title="Thief")
