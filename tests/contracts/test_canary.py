"""Every private word of Ada's is a token of its own; whoever else looks finds none of them."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from comity.foundation.work.jobs import run_waiting
from tests.contracts.canary import token, tokens_in
from tests.contracts.pages import World, body
from tests.contracts.viewers import ANONYMOUS, MEMBER, OPERATOR, OWNER, WAITING
from tests.contracts.walk import walk

pytestmark = pytest.mark.django_db
SEARCHES = (
    "/book/?q=",
    "/companies/?q=",
    "/book/duplicates/?q=",
    "/import/?q=",
    "/ops/members/?q=",
    "/ops/members/?standing=",
)

# What an operator needs to see to run the instance, and whoever was handed a link to be told who invites.
OPERATORS_SEE = {"members.Member.email"}
# What decisions about her stand on; the link in a mail tells the one of them to whoever holds it.
DECISION = {"moderation.Case.sentence", "moderation.Case.appeal", "moderation.Case.again_sentence"}
OPERATORS_SEE |= DECISION | {"moderation.Report.words", "moderation.Report.was"}
LINK_TELLS = {"members.Invitation.note", "members.Member.email"}
# What she chose for who reads her code, and where she says they are.
CODE_TELLS = {"members.Profile.headline", "mutual.Showing.place"}


def seen_by(here: World, client: Client) -> dict[str, set[str]]:
    """Return the tokens met on a walk, by address."""
    return {url: found for url, found in walk(here, client) if found}


def told_by_link(here: World, url: str) -> set[str]:
    """Return what an address tells whoever was handed it by Ada, by a mail to her, or by a code she shows."""
    handed = {
        f"/invitation/{here.life.ids['invitation_token']}/": LINK_TELLS,
        f"/decision/{here.life.ids['decision_token']}/": DECISION,
        f"/met/{here.life.ids['met_token']}/": CODE_TELLS,
    }
    return next((words for begins, words in handed.items() if url.startswith(begins)), set())


def leaked(here: World, who: str) -> dict[str, set[str]]:
    """Return what ``who`` met that is not theirs, links that Ada handed out aside."""
    met = seen_by(here, here.browsers[who])
    may = OPERATORS_SEE if who == OPERATOR else set()
    return {url: found for url, tokens in met.items() if (found := tokens - may - told_by_link(here, url))}


@pytest.mark.parametrize("who", [ANONYMOUS, WAITING, MEMBER, OPERATOR])
def test_nobody_else_meets_a_word_of_hers(who: str, here: World) -> None:
    assert leaked(here, who) == {}


def test_she_meets_her_own(here: World) -> None:
    met = set().union(*seen_by(here, here.browsers[OWNER]).values())
    assert len(met) > 60, "the walk sees too little to prove anything"
    for label in (
        "ties.Tie.notes",
        "contacts.ContactValue.value email",
        "members.Profile.about",
        "contacts.Contact.photo",
    ):
        assert label in met


@pytest.mark.parametrize("who", [MEMBER, OPERATOR])
def test_no_search_finds_a_word_of_hers(who: str, here: World) -> None:
    words = [
        token(label)
        for label in (
            "contacts.Contact.full_name",
            "contacts.Contact.given",
            "ties.Tag.name",
            "file 1 family",
        )
    ]
    for search in SEARCHES:
        for word in words:
            answer = here.browsers[who].get(
                f"{search}{word[:8]}"
            )  # half of it: what is typed comes back in the field
            assert tokens_in(body(answer).decode()) - OPERATORS_SEE == set()
    answer = here.browsers[OWNER].get(f"/book/?q={words[0][:8]}")
    assert words[0] in body(answer).decode()


def test_no_letter_to_others_holds_a_word_of_hers(here: World) -> None:
    mail.outbox.clear()
    run_waiting()
    hers = {here.life.ada.email, f"{token('account.EmailAddress.email')}@example.org"}
    invited = f"{token('members.Invitation.email')}@example.org"
    assert mail.outbox
    for letter in mail.outbox:
        told = tokens_in(f"{letter.subject} {letter.body} {letter.message()}")
        if set(letter.to) <= hers:
            continue
        allowed = LINK_TELLS | {"members.Invitation.email"} if letter.to == [invited] else set()
        assert told - allowed == set(), letter.to
