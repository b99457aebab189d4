"""Edits, dismissals and undos of one interaction at once leave ties that say what the interactions say."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.db.models import Max

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import (
    Happening,
    answer_suggestions,
    edit_interaction,
    set_status,
)
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, Tie
from tests.factories.book import TODAY, add_card, note_day

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

ROUNDS = 5


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Run the acts together; return what went wrong besides that a line was not there any more."""
    wrong: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Interaction.DoesNotExist:
            pass
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def said_by_interactions(owner: Member) -> dict[int, date | None]:
    counted = Interaction.objects.filter(owner=owner, status=Status.CONFIRMED)
    days = counted.values_list("people").annotate(last=Max("on")).values_list("people", "last")
    return {contact: on for contact, on in days if contact is not None}


def said_by_ties(owner: Member) -> dict[int, date | None]:
    return dict(Tie.objects.filter(owner=owner).exclude(last_on=None).values_list("contact", "last_on"))


def edit(owner: Member, event: Interaction, on: date, *contacts: Contact) -> Callable[[], object]:
    return lambda: edit_interaction(
        by=owner,
        public_id=event.public_id,
        contacts=contacts,
        happening=Happening("met", on),
        today=TODAY,
    )


def test_edit_and_undo_at_once_leave_ties_that_are_right(ada: Member) -> None:
    zoe, ben = add_card(ada, "Zoë Quillfeather"), add_card(ada, "Ben Alder")
    for number in range(1, ROUNDS + 1):
        event = note_day(ada, zoe, on=date(2026, 1, number))
        wrong = at_once(
            edit(ada, event, date(2026, 2, number), zoe, ben),
            lambda event=event: set_status(by=ada, public_id=event.public_id, status=Status.DISMISSED),  # type: ignore[misc]
            edit(ada, event, date(2026, 3, number), ben),
            lambda event=event: set_status(by=ada, public_id=event.public_id, status=Status.CONFIRMED),  # type: ignore[misc]
        )
        assert wrong == []
        assert said_by_ties(ada) == said_by_interactions(ada)


def test_a_suggestion_confirmed_twice_at_once_is_confirmed_once(ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quillfeather")
    for number in range(1, ROUNDS + 1):
        event = note_day(ada, zoe, on=date(2026, 1, number))
        set_status(by=ada, public_id=event.public_id, status=Status.SUGGESTED)
        done: list[str] = []

        def confirm(event: Interaction = event, done: list[str] = done) -> None:
            done.extend(answer_suggestions(by=ada, ids=[event.public_id], status=Status.CONFIRMED))

        assert at_once(confirm, confirm, confirm) == []
        assert done == [event.public_id]
        assert said_by_ties(ada) == said_by_interactions(ada)
