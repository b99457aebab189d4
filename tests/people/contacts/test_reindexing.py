"""Books that an earlier version put into the index are put in again: by parts, while others write, once or often."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from comity.foundation.search.models import Scope, Shelf
from comity.foundation.search.queries import old_scopes, search
from comity.foundation.search.rules.words import VERSION
from comity.people.contacts.actions import finding
from comity.people.contacts.actions.finding import reindex_book
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.indexing import books_to_reindex
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.members.models import Member
from tests.factories.book import add_card

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def found(owner: Member, query: str) -> list[int]:
    return [hit.object_id for hit in search(scope_of(owner), KIND, query)]


@pytest.fixture
def old(ada: Member) -> list[Contact]:
    """Return five people of a book whose index knows no ends of numbers, as before they were found."""
    cards = [add_card(ada, f"Person {n}", ("phone", f"+49 30 5550{n}77")) for n in range(5)]
    Shelf.objects.filter(scope__name=scope_of(ada), start__startswith="#").delete()
    Scope.objects.filter(name=scope_of(ada)).update(version=VERSION - 1)
    assert found(ada, "5550377") == []
    return cards


def test_a_book_of_before_is_found_as_today_and_once_is_enough(
    ada: Member, ben: Member, old: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_AGAIN_AT_ONCE", 2)
    add_card(ben, "Zoë Quillfeather")
    assert old_scopes() == [scope_of(ada)]
    assert [(owner.pk, owner.cards) for owner in books_to_reindex()] == [(ada.pk, 5)]  # type: ignore[attr-defined]
    told: list[int] = []
    reindex_book(ada, told.append)
    assert told == [2, 2, 1]
    assert found(ada, "5550377") == [old[3].pk]
    assert found(ada, "person") == [card.pk for card in old]
    assert not books_to_reindex().exists()
    shelves = list(Shelf.objects.order_by("start").values_list("start", "lines"))
    reindex_book(ada)
    assert list(Shelf.objects.order_by("start").values_list("start", "lines")) == shelves


def test_one_that_stopped_halfway_is_still_to_be_done(
    ada: Member, old: list[Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "_AGAIN_AT_ONCE", 2)

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex_book(ada, stop)
    assert books_to_reindex().exists()
    assert found(ada, "5550077") == [old[0].pk]
    assert found(ada, "person 4")[0] == old[4].pk
    reindex_book(ada)
    assert found(ada, "5550477") == [old[4].pk]
    assert not books_to_reindex().exists()


def test_an_old_book_that_is_empty_by_now_is_done_too(ada: Member, old: list[Contact]) -> None:
    Contact.objects.update(deleted_at=old[0].created_at)
    reindex_book(books_to_reindex().get())
    assert old_scopes() == []
    assert found(ada, "5550377") == []


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_stays_as_it_was_written(ada: Member, old: list[Contact]) -> None:
    """A card that is renamed while its book is gone through is found by its new name."""
    begun = threading.Event()

    def rename() -> None:
        try:
            with transaction.atomic():
                Contact.objects.filter(pk=old[4].pk).update(full_name="Wilhelmina", given="Wilhelmina")
                begun.set()
                finding.reindex(ada, [old[4].pk])
        finally:
            connection.close()

    other = threading.Thread(target=rename)
    other.start()
    assert begun.wait(20)
    reindex_book(ada)
    other.join(20)
    assert found(ada, "wilhelmina") == [old[4].pk]
