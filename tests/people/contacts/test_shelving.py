"""People are archived, deleted with a way back, and gone for good after some days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from comity.foundation.core.registry import erasers, exporters
from comity.foundation.search.models import Scope
from comity.foundation.search.queries import search
from comity.people.contacts.actions.shelving import (
    archive_contacts,
    delete_contacts,
    purge_deleted,
    restore_contacts,
    unarchive_contacts,
)
from comity.people.contacts.models import Contact, ContactValue
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.members.models import Member
from tests.factories.book import NOW, add_card, note_day


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather", ("email", "zoe@quill.example"))


def is_found(owner: Member) -> bool:
    return bool(search(scope_of(owner), KIND, "quill"))


def test_who_is_archived_is_still_found_and_comes_back(ada: Member, zoe: Contact) -> None:
    assert archive_contacts(by=ada, ids=[zoe.public_id], at=NOW) == [zoe.public_id]
    assert archive_contacts(by=ada, ids=[zoe.public_id], at=NOW) == []
    assert is_found(ada)
    assert unarchive_contacts(by=ada, ids=[zoe.public_id]) == [zoe.public_id]


def test_a_deleted_person_is_nowhere_and_comes_back_whole(ada: Member, zoe: Contact) -> None:
    delete_contacts(by=ada, ids=[zoe.public_id], at=NOW)
    assert not Contact.objects.visible_to(ada).exists()
    assert not ContactValue.objects.visible_to(ada).exists()
    assert not is_found(ada)
    restore_contacts(by=ada, ids=[zoe.public_id])
    assert ContactValue.objects.visible_to(ada).count() == 1
    assert is_found(ada)


def test_nobody_elses_person_can_be_put_away(cleo: Member, zoe: Contact) -> None:
    ids = [zoe.public_id]
    assert archive_contacts(by=cleo, ids=ids, at=NOW) == delete_contacts(by=cleo, ids=ids, at=NOW) == []
    Contact.objects.update(deleted_at=NOW)
    assert restore_contacts(by=cleo, ids=ids) == []


def test_the_deleted_go_for_good_after_their_days_with_their_photo(
    ada: Member, zoe: Contact, django_capture_on_commit_callbacks: object
) -> None:
    zoe.photo.save("x.jpg", ContentFile(b"x"))
    name = zoe.photo.name or ""
    delete_contacts(by=ada, ids=[zoe.public_id], at=NOW)
    assert purge_deleted(before=NOW) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert purge_deleted(before=NOW + timedelta(seconds=1)) == 1
    assert not Contact.objects.exists()
    assert not default_storage.exists(name)


def test_an_erased_member_leaves_no_card_no_word_and_no_mark(ada: Member, ben: Member, zoe: Contact) -> None:
    note_day(ada, zoe)
    card_of_ada = add_card(ben, "Ada Okafor")
    Contact.objects.filter(pk=card_of_ada.pk).update(member=ada)
    for key in ("ties", "book"):
        erasers[key].erase(ada)
    assert not Contact.objects.filter(owner=ada).exists()
    assert not Scope.objects.filter(name=scope_of(ada)).exists()
    card_of_ada.refresh_from_db()
    assert (card_of_ada.member, card_of_ada.full_name) == (None, "Ada Okafor")


def test_the_archive_holds_cards_and_what_happened(ada: Member, zoe: Contact) -> None:
    note_day(ada, zoe, summary="Coffee")
    files = dict([*exporters["book"].files(ada), *exporters["ties"].files(ada)])
    assert files["book/cards.json"][0]["values"][0]["value"] == "zoe@quill.example"
    assert files["ties/interactions.json"][0]["people"] == [zoe.public_id]
