"""What of ties must not be told: notes, how strong a tie is, what one would ask."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from comity.people.contacts.models import Contact
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.actions.interactions import log_interaction
from comity.relationships.ties.actions.notes import write_tie
from comity.relationships.ties.enums import Answer
from tests.people.contacts.trust import BOOK
from tests.trust.proofs import Proofs, Secret, Switch, everything
from tests.trust.scene import WORDS_TYPED, Scene

BOOK_AND_ANSWERS = Switch(
    (*BOOK.rules, "comity.relationships.ties.models.answers.AnswersQuerySet.visible_to"), everything
)


def _card(here: Scene) -> Contact:
    return Contact.objects.get(public_id=here.ids["contact"])


def _write(here: Scene, note: str) -> None:
    write_tie(by=here.owner, contact=_card(here), notes=note, how_met="", tags=[])


def _meet(here: Scene, times: int) -> None:
    today = timezone.localdate(here.at)
    for days in range(times):
        on = today - timedelta(days=days * 3)
        log_interaction(by=here.owner, contacts=[_card(here)], kind="met", on=on, summary="", today=today)


def _answer(here: Scene, answer: Answer | None) -> None:
    answer_person(by=here.owner, contact=_card(here), answer=answer, at=here.at)


PROOFS = Proofs(
    secrets=[
        Secret("a note", WORDS_TYPED, _write, BOOK, ("", "Owes me a favour"), Scene.tie),
        Secret("a strength", st.integers(0, 4), _meet, BOOK, (0, 4), Scene.tie),
        Secret(
            "what one would ask",
            st.sampled_from([None, *Answer]),
            _answer,
            BOOK_AND_ANSWERS,
            (None, Answer.ASK),
            Scene.tie,
        ),
    ],
)
