"""Answers given at once: none is lost, and a merge in between takes its own along."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comity.people.contacts.actions.merging import merge_contacts
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Answers
from comity.relationships.ties.queries.network import answers_of
from tests.factories.book import NOW, add_card

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
AT_ONCE, ROUNDS = 8, 4


def at_once(owner: Member, cards: list[Contact], answer: Answer, *more: tuple[Contact, Contact]) -> None:
    start = threading.Barrier(len(cards) + len(more))

    def one(card: Contact) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            answer_person(by=owner, contact=card, answer=answer, at=NOW)
        finally:
            connection.close()

    def merge(kept: Contact, gone: Contact) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            merge_contacts(by=owner, kept=kept, gone=gone, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(cards) + len(more)) as pool:
        done = [pool.submit(one, card) for card in cards]
        done += [pool.submit(merge, kept, gone) for kept, gone in more]
        for each in done:
            each.result()


def test_no_answer_is_lost_when_several_are_given_at_once(ada: Member) -> None:
    cards = [add_card(ada, f"Person {n}") for n in range(AT_ONCE)]
    for turn in range(ROUNDS):
        answer = list(Answer)[turn % 4]
        if turn % 2 == 0:
            Answers.objects.all().delete()  # the first answers of all make the row
        at_once(ada, cards, answer)
        assert answers_of(ada) == {card.pk: answer for card in cards}


def test_a_merge_among_answers_loses_none(ada: Member) -> None:
    for _ in range(ROUNDS):
        cards = [add_card(ada, f"Person {n}") for n in range(5)]
        kept, gone = add_card(ada, "Zoë Quill"), add_card(ada, "Zoe Quill")
        answer_person(by=ada, contact=gone, answer=Answer.BOTH, at=NOW)
        at_once(ada, cards, Answer.HELP, (kept, gone))
        answers = answers_of(ada)
        assert answers[kept.pk] == Answer.BOTH
        assert all(answers[card.pk] == Answer.HELP for card in cards)
