"""Every private word of Ada's is a token of its own; whoever else looks finds none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.core import mail
from django.test import Client

from comity.foundation.work.jobs import run_waiting
from tests.contracts.access import TABLE
from tests.contracts.canary import token, tokens_in
from tests.contracts.pages import World, body
from tests.contracts.viewers import ANONYMOUS, MEMBER, OPERATOR, OWNER, WAITING

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'<> ]+)""")
MOST_WAYS = 4  # to look at one page: sorted, filtered, further on
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
    """Return the tokens met on a walk through every address there is and every link on the way, by address."""
    waiting = [*addresses(here)]
    known, met, ways = set(waiting), {}, Counter[str]()
    while waiting:
        url = waiting.pop(0)
        ways[urlsplit(url).path] += 1
        assert len(ways) < 1_000, "the walk finds no end"
        if ways[urlsplit(url).path] > MOST_WAYS:
            continue
        answer = client.get(url)
        text = body(answer).decode(errors="replace") + str(answer.headers)
        if found := tokens_in(text.replace(quote(url), "")):
            met[url] = found
        for link in ADDRESS.findall(text):
            target = urlsplit(urljoin(url, link.replace("&amp;", "&")))
            address = target.path + (f"?{target.query}" if target.query else "")
            is_ours = target.netloc in ("", "testserver") and not target.path.startswith(
                ("/static/", "/accounts/logout")
            )
            if is_ours and target.scheme in ("", "http") and address.startswith("/") and address not in known:
                known.add(address)
                waiting.append(address)
    return met


def addresses(here: World) -> Iterator[str]:
    """Yield every address the table knows, with Ada's things in it, as one who guessed their ids would ask."""
    for row in TABLE:
        if "GET" in row.methods and row.name != "account_logout":
            yield here.url(row)
    for known in here.life.ids.values():
        if isinstance(known, str):
            yield from (
                f"/book/{known}/",
                f"/import/{known}/",
                f"/m/{known}/",
                f"/settings/profile/lists/{known}/",
            )


def leaked(here: World, who: str) -> dict[str, set[str]]:
    """Return what ``who`` met that is not theirs, links that Ada handed out aside."""
    met = seen_by(here, here.browsers[who])
    may = OPERATORS_SEE if who == OPERATOR else set()
    by_link = f"/invitation/{here.life.ids['invitation_token']}/"
    by_mail = f"/decision/{here.life.ids['decision_token']}/"
    by_code = f"/met/{here.life.ids['met_token']}/"
    return {
        url: found
        for url, tokens in met.items()
        if (
            found := tokens
            - may
            - (LINK_TELLS if url.startswith(by_link) else set())
            - (DECISION if url.startswith(by_mail) else set())
            - (CODE_TELLS if url.startswith(by_code) else set())
        )
    }


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
