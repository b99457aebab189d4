"""The two private answers: kept, taken back, sealed, following a card that is merged, gone with their owner."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from comity.people.contacts.actions.merging import merge_contacts, undo_merge
from comity.people.contacts.actions.shelving import archive_contacts, delete_contacts, purge_deleted
from comity.people.contacts.models import Contact, Merge
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import answer_person, take_answers
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Answers
from comity.relationships.ties.queries.network import answers_of, network_ids, standing_of
from comity.relationships.ties.rules import answers as rules
from tests.factories.book import NOW, add_card

ANSWERS = st.dictionaries(st.integers(1, 10**9), st.sampled_from(Answer))


@given(ANSWERS)
def test_what_is_written_is_read_in_its_order(answers: dict[int, Answer]) -> None:
    assert list(rules.read(rules.written(answers)).items()) == list(answers.items())


@given(ANSWERS, st.integers(1, 10), st.none() | st.sampled_from(Answer))
def test_an_answer_changes_one_person_alone_and_is_the_last(
    answers: dict[int, Answer], pk: int, answer: Answer | None
) -> None:
    after = rules.given(answers, pk, answer)
    assert {k: v for k, v in after.items() if k != pk} == {k: v for k, v in answers.items() if k != pk}
    assert after.get(pk) == answer
    assert answer is None or list(after)[-1] == pk


@pytest.mark.parametrize("answer", Answer)
def test_two_yes_or_no_make_one_answer_and_come_apart_again(answer: Answer) -> None:
    assert rules.of_both(ask=answer.would_ask, help_them=answer.would_help) == answer


def say(owner: Member, card: Contact, answer: Answer | None) -> Answer | None:
    return answer_person(by=owner, contact=card, answer=answer, at=NOW)


def test_an_answer_is_kept_changed_and_left_open_again(ada: Member) -> None:
    zoe, jun = add_card(ada, "Zoë Quill"), add_card(ada, "Jun Liang")
    assert say(ada, zoe, Answer.ASK) is None
    assert say(ada, jun, Answer.NOT_NOW) is None
    assert say(ada, zoe, Answer.BOTH) == Answer.ASK
    assert answers_of(ada) == {jun.pk: Answer.NOT_NOW, zoe.pk: Answer.BOTH}
    assert network_ids(ada) == {zoe.pk}
    assert say(ada, zoe, None) == Answer.BOTH
    assert answers_of(ada) == {jun.pk: Answer.NOT_NOW}


def test_nobody_answers_about_a_card_of_another_book(ada: Member, cleo: Member) -> None:
    with pytest.raises(Contact.DoesNotExist):
        say(cleo, add_card(ada, "Zoë Quill"), Answer.BOTH)
    zoe = add_card(ada, "Zoë Quill")
    assert take_answers(by=cleo, answers={zoe.pk: Answer.BOTH}, at=NOW) == set()
    assert answers_of(cleo) == answers_of(ada) == {}


def test_who_is_put_away_does_not_count_and_counts_again_when_back(ada: Member) -> None:
    zoe, jun, kim = (add_card(ada, name) for name in ("Zoë Quill", "Jun Liang", "Kim Berg"))
    for card in (zoe, jun, kim):
        say(ada, card, Answer.BOTH)
    archive_contacts(by=ada, ids=[zoe.public_id], at=NOW)
    delete_contacts(by=ada, ids=[jun.public_id], at=NOW)
    assert network_ids(ada) == {kim.pk}
    standing = standing_of(ada)
    assert (standing.people, standing.answered) == (1, 1)
    Contact.objects.update(archived_at=None, deleted_at=None)
    assert network_ids(ada) == {zoe.pk, jun.pk, kim.pk}


def test_a_card_gone_for_good_leaves_the_sealed_row_too(ada: Member) -> None:
    zoe, jun = add_card(ada, "Zoë Quill"), add_card(ada, "Jun Liang")
    gone = zoe.pk
    say(ada, zoe, Answer.BOTH)
    Contact.objects.filter(pk=gone).update(deleted_at=NOW)
    purge_deleted(before=NOW.replace(year=2030))
    say(ada, jun, Answer.ASK)
    assert gone not in answers_of(ada)


@pytest.mark.parametrize("own", [None, Answer.HELP])
def test_an_answer_follows_a_merge_and_comes_back(ada: Member, own: Answer | None) -> None:
    kept, gone = add_card(ada, "Zoë Quill"), add_card(ada, "Zoe Quill")
    say(ada, gone, Answer.BOTH)
    if own:
        say(ada, kept, own)
    merge = merge_contacts(by=ada, kept=kept, gone=gone, at=NOW)
    assert answers_of(ada)[kept.pk] == (own or Answer.BOTH)
    assert network_ids(ada) == (set() if own else {kept.pk})
    assert "both" not in str(Merge.objects.values())
    undo_merge(by=ada, merge=merge, at=NOW)
    assert answers_of(ada).get(kept.pk) == own
    assert answers_of(ada)[gone.pk] == Answer.BOTH


def test_an_answer_given_after_a_merge_stays_when_it_comes_apart(ada: Member) -> None:
    kept, gone = add_card(ada, "Zoë Quill"), add_card(ada, "Zoe Quill")
    say(ada, gone, Answer.BOTH)
    merge = merge_contacts(by=ada, kept=kept, gone=gone, at=NOW)
    say(ada, kept, Answer.NOT_NOW)
    undo_merge(by=ada, merge=merge, at=NOW)
    assert answers_of(ada)[kept.pk] == Answer.NOT_NOW


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_are_as_many_for_one_as_for_three(
    ada: Member, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(people):
        say(ada, add_card(ada, f"Person {n}"), Answer.BOTH)
    with django_assert_num_queries(1):
        answers_of(ada)
    with django_assert_num_queries(2):
        network_ids(ada)


@pytest.mark.django_db(transaction=True)
def test_no_answer_can_be_read_in_the_database(ada: Member) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("looks into SQLite's own files")
    cards = [add_card(ada, f"Person {n}") for n in range(30)]
    for card in cards:
        say(ada, card, Answer.BOTH)
    connection.commit() if not connection.get_autocommit() else None
    path = Path(str(connection.settings_dict["NAME"]))
    stored = b"".join(
        file.read_bytes() for file in (path, path.with_name(f"{path.name}-wal")) if file.exists()
    )
    assert b"Person 7" in stored, "these are not the files"
    for card in cards:
        assert f'"{card.pk}":"b"'.encode() not in stored
    assert rules.written(answers_of(ada)).encode() not in stored


def test_erased_with_their_owner(ada: Member, ben: Member) -> None:
    from comity.relationships.ties.actions.erasing import erase_ties

    for owner in (ada, ben):
        say(owner, add_card(owner, "Zoë Quill"), Answer.BOTH)
    erase_ties(ada)
    assert list(Answers.objects.values_list("owner", flat=True)) == [ben.pk]
