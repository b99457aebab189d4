"""Searching one's own messages: what one may read is found, and nothing else, however far back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.people.messaging.actions.changing import delete_message, edit_message
from comity.people.messaging.actions.holding import held
from comity.people.messaging.actions.posting import post
from comity.people.messaging.models import Message
from comity.people.messaging.queries import searching
from comity.people.messaging.queries.searching import search_messages
from tests.people import signed_in
from tests.people.messaging.people import NOW, answer, later, talking, write

pytestmark = pytest.mark.django_db


def texts(viewer: Member, query: str) -> list[str]:
    return [hit.excerpt for hit in search_messages(viewer, query).hits]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("permit", True),
        ("PERM", True),
        ("permit council", True),
        ("muller", True),
        ("mueller", True),
        ("fourday", True),
        ("ermit", False),
        ("permit tariff", False),
        ("", False),
        ("…", False),
    ],
)
def test_every_word_must_begin_one_of_the_message(
    ada: Member, ben: Member, query: str, is_found: bool
) -> None:
    thread = talking(ada, ben)
    answer(ben, thread, "The permit of the council; ask Müller.")
    answer(ben, thread, "A four-day week, permit or council.", minutes=2)
    expected = {"fourday": 1, "muller": 1, "mueller": 1, "PERM": 2, "permit": 2, "permit council": 2}
    assert len(texts(ada, query)) == (expected[query] if is_found else 0)


def test_the_newest_comes_first_with_the_words_around(ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    answer(ben, thread, "An old permit.")
    answer(ada, thread, f"{'long ' * 60}the permit{' tail' * 60}", minutes=2)
    newest, oldest = texts(ada, "permit")
    assert oldest == "An old permit."
    assert newest.startswith("…")
    assert "the permit" in newest
    assert newest.endswith("…")


def test_only_who_sits_there_finds_it(ada: Member, ben: Member, cleo: Member) -> None:
    talking(ada, ben)
    assert texts(ben, "hello")
    assert not texts(cleo, "hello")
    assert not search_messages(cleo, "ben").threads
    assert "Hello" not in signed_in(cleo).get(reverse("messaging:search") + "?q=hello").content.decode()


def test_what_is_deleted_or_was_changed_is_not_found(ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    gone = answer(ben, thread, "A secret permit.")
    changed = answer(ben, thread, "A public permit.")
    delete_message(by=ben, public_id=gone.public_id, at=later(2))
    edit_message(by=ben, public_id=changed.public_id, text="A public tariff.", at=later(2))
    assert not texts(ada, "permit")
    assert texts(ada, "tariff")


def test_a_request_is_found_once_it_is_accepted_and_nothing_across_a_block(ada: Member, ben: Member) -> None:
    thread = write(ada, ben, "A permit?").thread
    assert not texts(ben, "permit")
    answer(ben, thread, "Yes, gladly.")
    assert texts(ben, "permit")
    block_member(by=ben, other=ada, at=later(3))
    assert not texts(ben, "permit")
    assert texts(ada, "permit")
    assert not texts(ada, "gladly")


def test_a_conversation_is_found_by_a_name(ada: Member, ben: Member) -> None:
    talking(ada, ben)
    [(_thread, company)] = search_messages(ada, "sorens").threads
    assert company.names == ben.name


def test_long_ago_is_a_look_further(ada: Member, ben: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "A_LOOK", 20)
    monkeypatch.setattr(searching, "_A_BATCH", 7)
    thread = talking(ada, ben)
    post(held(thread, ben), "The permit.", NOW)
    for number in range(50):
        post(held(thread, ben), f"Number {number}", later(number))
    before, looks, found = "", 0, list[str]()
    while looks == 0 or before:
        answered = search_messages(ada, "permit", before=before)
        found += [hit.excerpt for hit in answered.hits]
        before, looks = answered.go_on, looks + 1
    assert found == ["The permit."]
    assert looks == 3
    page = signed_in(ada).get(reverse("messaging:search") + "?q=permit").content.decode()
    assert "Look further back" in page


def test_many_hits_go_on_where_the_page_ended(ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    for number in range(45):
        post(held(thread, ben), f"permit {number}", later(number))
    first = search_messages(ada, "permit")
    second = search_messages(ada, "permit", before=first.go_on)
    third = search_messages(ada, "permit", before=second.go_on)
    sizes = [len(one.hits) for one in (first, second, third)]
    assert sizes == [20, 20, 5]
    assert not third.go_on
    assert len({hit.public_id for one in (first, second, third) for hit in one.hits}) == 45


def test_no_word_of_a_message_lies_in_the_database(ada: Member, ben: Member) -> None:
    from django.db import connection

    thread = talking(ada, ben)
    answer(ben, thread, "Rhabarberkuchen")
    assert texts(ada, "rhabarber")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert "habarber" not in repr(cursor.fetchall()), table
    assert Message.objects.order_by("-pk")[0].text == "Rhabarberkuchen"
