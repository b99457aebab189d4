"""The pages of mutual ties and favours: they work, are nobody else's, and keep what was typed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.foundation.core.direction import FSI, PDI
from comity.people.contacts.models import Contact
from comity.people.members.models import Block, Member
from comity.relationships.mutual.actions.asking import ask_favour
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.actions.requests import ask_for_tie
from comity.relationships.mutual.enums import Answer, State, Via
from comity.relationships.mutual.models import FavourAsk, MutualTie, TieRequest
from comity.relationships.mutual.registry import TIES_ASKED
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour, Tie
from tests.factories.book import add_card
from tests.foundation.quotas.limits import at_most
from tests.people import signed_in
from tests.relationships.mutual.people import card_of

NOWHERE = "x" * 22


def url(name: str, *of: str) -> str:
    return reverse(f"mutual:{name}", args=of)


def undo_in(page: object) -> str:
    message = list(page.context["messages"])[-1]  # type: ignore[attr-defined]
    return str(message.extra_tags).removeprefix("undo:")


def asked_by(asker: Member, other: Member) -> TieRequest:
    made = ask_for_tie(by=asker, other=other, note="From Lisbon", at=timezone.now())
    assert isinstance(made, TieRequest)
    return made


def tied(one: Member, other: Member) -> MutualTie:
    return join_members(one=one, other=other, via=Via.REQUEST, at=timezone.now())


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def him(ben: Member) -> Client:
    return signed_in(ben)


def test_from_the_button_to_the_lent_tie(me: Client, him: Client, ada: Member, ben: Member) -> None:
    page = me.get(reverse("members:page", args=[ben.public_id])).content.decode()
    assert url("ask", ben.public_id) in page
    answer = me.post(url("ask", ben.public_id), {"note": "From Lisbon"}, follow=True).content.decode()
    assert f"{ben.name} is asked." in answer
    today = him.get("/").content.decode()
    made = TieRequest.objects.get()
    assert "From Lisbon" in today
    page = him.post(url("answer", made.public_id, "accept"), follow=True).content.decode()
    assert "I’d introduce people to Ada Okafor" in page
    answer = him.post(url("lend", ada.public_id), {"lends": "yes"}, follow=True).content.decode()
    assert Tie.objects.get(owner=ben).lends == "yes"
    assert re.search(r'value="yes" checked', answer), "the person's page shows it, too"
    him.post(url("end", ada.public_id), follow=True)
    assert not MutualTie.objects.live().exists()
    assert him.get(url("tie", ada.public_id)).status_code == 404


def test_of_many_who_wait_today_shows_two_and_the_way_to_all(him: Client, ben: Member) -> None:
    for n in range(4):
        asker = Member.objects.create_user(f"asker{n}@example.org", name=f"Asker {n}")
        asked_by(asker, ben)
    today = him.get("/").content.decode()
    assert ["Asker 1" in today, "Asker 2" in today] == [True, False]
    assert f'href="{url("requests")}">Show all who wait' in today
    assert "Asker 3" in him.get(url("requests")).content.decode()


def test_a_no_and_a_withdrawal_are_taken_back_in_place(
    me: Client, him: Client, ada: Member, ben: Member
) -> None:
    made = asked_by(ada, ben)
    page = him.post(url("answer", made.public_id, "decline"), follow=True)
    assert "From Lisbon" not in page.content.decode()
    assert "From Lisbon" in him.post(undo_in(page), follow=True).content.decode()
    page = me.post(url("answer", made.public_id, "withdraw"), follow=True)
    assert "Withdrawn." in page.content.decode()
    me.post(undo_in(page))
    assert TieRequest.objects.get().state == State.WAITING


def test_what_came_too_late_gets_a_clear_answer(me: Client, him: Client, ada: Member, ben: Member) -> None:
    made = asked_by(ada, ben)
    him.post(url("answer", made.public_id, "accept"))
    late = me.post(url("answer", made.public_id, "withdraw"), follow=True).content.decode()
    assert "the answer was yes" in late
    second = asked_by(ada, Member.objects.create_user("dora@example.org", name="Dora"))
    me.post(url("answer", second.public_id, "withdraw"))
    dora = signed_in(second.asked)
    assert (
        "This request is over"
        in dora.post(url("answer", second.public_id, "accept"), follow=True).content.decode()
    )


@pytest.mark.parametrize("verb", ["accept", "decline", "reconsider", "withdraw", "bring-back"])
def test_a_stranger_finds_no_request(ada: Member, ben: Member, cleo: Member, verb: str) -> None:
    made = asked_by(ada, ben)
    client = signed_in(cleo)
    assert client.post(url("answer", made.public_id, verb)).status_code == 404
    assert client.post(url("answer", NOWHERE, verb)).status_code == 404
    assert client.get(url("answer", made.public_id, verb)).status_code == 405
    assert Client().post(url("answer", made.public_id, verb)).status_code == 302
    assert TieRequest.objects.get().state == State.WAITING


def test_asking_oneself_or_nobody_is_not_there(me: Client, ada: Member) -> None:
    for name in (ada.public_id, NOWHERE):
        assert me.get(url("ask", name)).status_code == me.post(url("ask", name)).status_code == 404


def test_what_was_typed_is_kept(me: Client, ada: Member, ben: Member) -> None:
    too_long = "Lisbon " * 100
    answer = me.post(url("ask", ben.public_id), {"note": too_long})
    assert (answer.status_code, too_long.strip() in answer.content.decode()) == (422, True)
    asked_by(ada, Member.objects.create_user("dora@example.org", name="Dora"))
    with at_most(TIES_ASKED, 1):
        answer = me.post(url("ask", ben.public_id), {"note": "From Lisbon"})
    assert (answer.status_code, answer.has_header("Retry-After")) == (429, True)
    assert "enough for today" in answer.content.decode()
    assert "From Lisbon" in answer.content.decode()


@pytest.mark.parametrize("others", [1, 3])
def test_the_lists_cost_the_same_for_one_and_for_many(
    me: Client, ada: Member, others: int, django_assert_num_queries: object
) -> None:
    for number in range(others):
        asker = Member.objects.create_user(f"m{number}@example.org", name=f"Member {number}")
        asked_by(asker, ada)
        asked = Member.objects.create_user(f"n{number}@example.org", name=f"Other {number}")
        asked_by(ada, asked)
        tied(ada, friend := Member.objects.create_user(f"f{number}@example.org", name=f"Friend {number}"))
        ask_favour(by=friend, other=ada, what="A word?", at=timezone.now())
    me.get(url("requests"))
    with django_assert_num_queries(5):  # type: ignore[operator]  # session 2, waiting, favours, sent
        me.get(url("requests"))
    me.get("/")
    with django_assert_num_queries(23):  # type: ignore[operator]  # session 2, waiting 2, favours, help 2, twenty minutes, to write, asks 2, introductions, others
        me.get("/")


def test_a_member_is_blocked_and_let_back(me: Client, ada: Member, ben: Member) -> None:
    tied(ada, ben)
    block, unblock = (reverse(f"members:{name}", args=[ben.public_id]) for name in ("block", "unblock"))
    assert block in me.get(reverse("members:page", args=[ben.public_id])).content.decode()
    assert me.get(block).status_code == 405
    page = me.post(block, follow=True)
    assert ben.name in page.content.decode()
    assert me.get(reverse("members:page", args=[ben.public_id])).status_code == 404
    assert (
        me.post(block).status_code
        == me.post(reverse("members:block", args=[ada.public_id])).status_code
        == 404
    )
    assert me.post(undo_in(page), follow=True).status_code == 200
    assert not Block.objects.exists()
    assert me.post(unblock).status_code == 404


def test_a_block_from_the_page_is_taken_from_no_other_site(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    for page in (reverse("members:page", args=[ben.public_id]), url("tie", ben.public_id)):
        form = client.get(page).content.decode().partition("/block/")[2].partition("</form>")[0]
        assert 'name="csrfmiddlewaretoken"' in form


def test_a_favour_is_noted_in_two_taps_and_taken_back(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quillfeather")
    said = {
        "what": "Read my draft",
        "on": timezone.localdate().isoformat(),
        "state": "done",
        "helped": "for_me",
    }
    page = me.post(url("favour-note", zoe.public_id), said, follow=True)
    assert "Read my draft" in page.content.decode()
    favour = Favour.objects.get()
    thanked = me.post(url("favour-move", favour.public_id, "thank"), follow=True)
    assert "you said thanks" in thanked.content.decode()
    me.post(undo_in(thanked))
    favour.refresh_from_db()
    assert favour.state == FavourState.DONE
    me.post(undo_in(page))
    assert "Read my draft" not in me.get(reverse("pages:person", args=[zoe.public_id])).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"on": "2999-01-01"}, {"helped": "x"}, {"state": "x"}, {"what": "x" * 1001}]
)
def test_a_favour_that_cannot_be_is_not_noted(me: Client, ada: Member, wrong: dict[str, str]) -> None:
    zoe = add_card(ada, "Zoë Quillfeather")
    said = {"what": "", "on": "2026-01-02", "state": "done", "helped": "for_me"} | wrong
    page = me.post(url("favour-note", zoe.public_id), said, follow=True)
    assert 'class="notice error"' in page.content.decode()
    assert not Favour.objects.exists()


def test_favours_are_nobody_elses(me: Client, ada: Member, cleo: Member) -> None:
    zoe = add_card(ada, "Zoë Quillfeather")
    me.post(url("favour-note", zoe.public_id), {"on": "2026-01-02", "state": "done", "helped": "for_me"})
    favour, stranger = Favour.objects.get(), signed_in(cleo)
    for address in (
        url("favour-note", zoe.public_id),
        url("favour-ask", zoe.public_id),
        url("favour-move", favour.public_id, "thank"),
        url("favour-move", NOWHERE, "thank"),
        url("favour", NOWHERE),
        url("favour-again", NOWHERE),
    ):
        assert stranger.post(address).status_code == 404
        assert Client().post(address).status_code == 302
    assert me.post(url("favour-move", favour.public_id, "steal")).status_code == 404
    assert me.get(url("favour-ask", zoe.public_id)).status_code == 404, "no member stands behind this card"


def test_a_favour_is_asked_and_answered(
    me: Client, him: Client, ada: Member, ben: Member, cleo: Member
) -> None:
    tied(ada, ben)
    card = card_of(ada, ben)
    address = url("favour-ask", card.public_id)
    assert address in me.get(reverse("pages:person", args=[card.public_id])).content.decode()
    assert me.post(address, {"what": ""}).status_code == 422
    me.post(address, {"what": "Would you read my draft?"})
    ask = FavourAsk.objects.get()
    assert "Would you read my draft?" in him.get("/").content.decode()
    page = url("favour", ask.public_id)
    assert signed_in(cleo).get(page).status_code == me.get(page).status_code == 404
    wrong = him.post(page, {"later": "1", "word": "Busy in May"})
    assert (wrong.status_code, "Busy in May" in wrong.content.decode()) == (422, True)
    silent = him.post(page, {"no": "1"}, follow=True)
    him.post(undo_in(silent))
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert him.post(page, {"later": "1", "until": later}).status_code == 302
    him.post(page, {"yes": "1", "word": "Gladly"})
    ask.refresh_from_db()
    assert ask.state == Answer.YES
    assert "Gladly" in me.get(reverse("pages:person", args=[card.public_id])).content.decode()
    assert him.get(page, follow=True).status_code == 200


@pytest.mark.parametrize("favours", [1, 3])
def test_a_persons_page_costs_the_same_for_one_favour_and_for_many(
    me: Client, ada: Member, ben: Member, favours: int, django_assert_num_queries: object
) -> None:
    tied(ada, ben)
    card = card_of(ada, ben)
    for _ in range(favours):
        ask_favour(by=ada, other=ben, what="A word?", at=timezone.now())
    me.get(reverse("pages:person", args=[card.public_id]))
    with django_assert_num_queries(18):  # type: ignore[operator]  # 14 of the page, tie 2, favours, asks
        me.get(reverse("pages:person", args=[card.public_id]))


def test_cards_of_strangers_say_nothing_of_accounts(me: Client, ada: Member, ben: Member) -> None:
    card = add_card(ada, "Ben", ("email", ben.email))
    other = add_card(ada, "Ben", ("email", "nobody@example.org"))
    pages = [me.get(reverse("pages:person", args=[one.public_id])).content.decode() for one in (card, other)]
    strip = re.compile(r"[A-Za-z0-9_-]{22,}|(ben|nobody)(@|%40)example.org")
    assert strip.sub("", pages[0]) == strip.sub("", pages[1])
    assert not Contact.objects.filter(member__isnull=False).exists()


def test_a_name_from_right_to_left_turns_no_sentence_around(me: Client, ada: Member, ben: Member) -> None:
    ben.name = "דנה כהן (2)"
    ben.save()
    tied(ben, ada)
    ask = ask_favour(by=ben, other=ada, what="Read my talk", at=timezone.now())
    page = me.get(url("favour", ask.public_id)).content.decode()
    assert "<h1><bdi>דנה כהן (2)</bdi> asks a favour of you</h1>" in page
    assert f"{FSI}דנה כהן (2){PDI} asks a favour of you." in me.get("/notices/").content.decode()


def test_who_is_tied_is_written_to_from_their_card_and_from_the_messages(
    me: Client, ada: Member, ben: Member
) -> None:
    address = reverse("messaging:write", args=[ben.public_id])
    choosing = reverse("messaging:begin")
    assert address not in me.get(choosing).content.decode()
    tied(ada, ben)
    card = Contact.objects.get(owner=ada, member=ben)
    for page in (choosing, reverse("pages:person", args=[card.public_id])):
        assert f'href="{address}"' in me.get(page).content.decode()
    me.post(url("end", ben.public_id))
    for page in (choosing, reverse("pages:person", args=[card.public_id])):
        assert address not in me.get(page).content.decode()
