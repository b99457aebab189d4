"""The page of notices: what one was told, in the words of now, with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comity.people.members.models import Member
from comity.people.notifications.actions.choosing import choose
from comity.people.notifications.actions.gathering import gather
from comity.people.notifications.actions.telling import notify
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import Notice
from tests.people import signed_in
from tests.people.notifications.kinds import Things

HERE = "/notices/"


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def have(member: Member, *about: str, kind: str = "test.asked") -> list[Notice]:
    for one in about:
        notify(recipient=member, kind=kind, about=one, at=timezone.now())
    gather(at=timezone.now())
    return list(Notice.objects.filter(recipient=member, about__in=about).order_by("pk"))


def test_the_newest_stands_first_whatever_its_kind_and_what_is_new_is_said(
    ada: Member, me: Client, things: Things
) -> None:
    have(ada, "tea")
    have(ada, "pie", kind="test.news")
    have(ada, "cake")
    body = me.get(HERE).content.decode()
    assert body.index("About cake") < body.index("About pie") < body.index("About tea")
    assert body.count('<span class="word">new</span>') == 3
    assert "3 new" in body


def test_what_opens_the_menu_says_how_much_is_new_on_every_page(
    ada: Member, me: Client, things: Things
) -> None:
    def opener() -> str:
        return me.get("/style/").content.decode().split("<summary>")[1].split("</summary>")[0]

    assert "new" not in opener()
    have(ada, "tea", "cake")
    assert "2 new" in opener()
    Member.objects.filter(pk=ada.pk).update(unread_notices=120)
    assert "99+" in opener()
    assert "120 new" in opener()


def test_what_may_no_longer_be_seen_is_left_out(ada: Member, me: Client, things: Things) -> None:
    have(ada, "tea", "secret")
    things.hidden.add("secret")
    body = me.get(HERE).content.decode()
    assert "About tea" in body
    assert "secret" not in body
    things.hidden.add("tea")
    assert "Nothing to tell you" in me.get(HERE).content.decode()


def test_what_may_no_longer_be_seen_leaves_no_gap_and_no_page(
    ada: Member, me: Client, things: Things
) -> None:
    have(ada, *(f"tea{number:02}" for number in range(65)))
    things.hidden |= {f"tea{number:02}" for number in range(4, 64)}
    body = me.get(HERE).content.decode()
    assert all(f"About tea{number}" in body for number in ("64", "03", "02", "01", "00"))
    assert 'rel="next"' not in body
    things.hidden -= {f"tea{number:02}" for number in range(4, 30)}
    assert 'rel="next"' in me.get(HERE).content.decode()
    last = me.get(f"{HERE}?page=2").content.decode()
    assert "About tea00" in last
    assert "About tea64" not in last


def test_what_one_wants_to_hear_of_not_at_all_is_not_there(ada: Member, me: Client, things: Things) -> None:
    have(ada, "tea")
    choose(by=ada, channels={"test.asked": Channel.NONE}, at=timezone.now())
    assert "About tea" not in me.get(HERE).content.decode()


def test_an_empty_page_says_what_will_be_here(me: Client, things: Things) -> None:
    assert "Nothing to tell you" in me.get(HERE).content.decode()


def test_looking_reads_nothing(ada: Member, me: Client, things: Things) -> None:
    have(ada, "tea")
    me.get(HERE)
    assert Notice.objects.unread().count() == 1


def test_one_and_all_are_read_and_unread_again(ada: Member, me: Client, things: Things) -> None:
    tea, _cake, _pie = have(ada, "tea", "cake", "pie")
    body = me.post(f"/notices/{tea.public_id}/read/", follow=True).content.decode()
    assert "2 new" in body
    body = me.post("/notices/read/", follow=True).content.decode()
    assert "2 notices are marked as read." in body
    assert Notice.objects.unread().count() == 0
    undo = body.split('action="/notices/unread/')[1].split('"')[0].replace("&amp;", "&")
    me.post(f"/notices/unread/{undo}")
    assert Notice.objects.unread().count() == 2
    assert Member.objects.get(pk=ada.pk).unread_notices == 2


def new_of(member: Member) -> int:
    return Member.objects.get(pk=member.pk).unread_notices


def test_what_may_not_be_seen_is_not_counted(ada: Member, me: Client, things: Things) -> None:
    have(ada, "tea", "secret", "hush")
    things.hidden |= {"secret", "hush"}
    me.post("/notices/read/", {"kind": "test.news"})
    assert new_of(ada) == 1
    assert "1 new" in me.get("/").content.decode()
    body = me.post("/notices/read/", follow=True).content.decode()
    assert "One notice is marked as read." in body
    assert new_of(ada) == 0
    things.hidden.clear()
    have(ada, "cake")
    assert new_of(ada) == 3, "what was hidden is new when it may be seen"


def test_what_one_wants_to_hear_of_not_at_all_is_not_counted(ada: Member, things: Things) -> None:
    have(ada, "tea")
    assert new_of(ada) == 1
    choose(by=ada, channels={"test.asked": Channel.NONE}, at=timezone.now())
    assert new_of(ada) == 0
    choose(by=ada, channels={"test.asked": Channel.PAGE}, at=timezone.now())
    assert new_of(ada) == 1


def test_all_of_a_page_spares_what_came_after_it(ada: Member, me: Client, things: Things) -> None:
    have(ada, "tea")
    shown = timezone.now().isoformat()
    have(ada, "cake")
    me.post("/notices/read/", {"until": shown})
    assert [notice.about for notice in Notice.objects.unread()] == ["cake"]


def test_all_of_a_kind(ada: Member, me: Client, things: Things) -> None:
    have(ada, "tea")
    have(ada, "pie", kind="test.news")
    me.post("/notices/read/", {"kind": "test.news"})
    assert [notice.about for notice in Notice.objects.unread()] == ["tea"]
    assert me.post("/notices/read/", {"kind": "no.such"}).status_code == 404


@pytest.mark.parametrize("until", ["", "yesterday", "2026-02-31T00:00:00Z", "2026-01-01T00:00:00", "\x00"])
def test_a_moment_that_is_none_means_now(ada: Member, me: Client, things: Things, until: str) -> None:
    have(ada, "tea")
    status = me.post("/notices/read/", {"until": until}).status_code
    assert status == 302 or (status, until) == (400, "\x00")


def test_an_act_is_done_from_the_page_once_it_is_offered(ada: Member, me: Client, things: Things) -> None:
    (tea,) = have(ada, "tea")
    assert 'value="test.thank|tea"' in me.get(HERE).content.decode()
    body = me.post(f"/notices/{tea.public_id}/act/", {"act": "test.thank|tea"}, follow=True).content.decode()
    assert "You thanked for tea." in body
    assert things.done == [("Ada Okafor", "tea")]
    assert Notice.objects.unread().count() == 0


@pytest.mark.parametrize("act", ["", "test.thank", "test.thank|cake", "no.such|tea", "|"])
def test_what_is_not_offered_is_not_done(ada: Member, me: Client, things: Things, act: str) -> None:
    (tea,) = have(ada, "tea")
    body = me.post(f"/notices/{tea.public_id}/act/", {"act": act}, follow=True).content.decode()
    assert "can no longer be done" in body
    assert things.done == []


def test_what_is_over_says_so(ada: Member, me: Client, things: Things) -> None:
    (tea,) = have(ada, "tea")
    things.over.add("tea")
    body = me.post(f"/notices/{tea.public_id}/act/", {"act": "test.thank|tea"}, follow=True).content.decode()
    assert "can no longer be done" in body
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("what", ["read", "act"])
def test_anothers_notice_is_not_there(ada: Member, cleo: Member, things: Things, what: str) -> None:
    (tea,) = have(ada, "tea")
    stranger = signed_in(cleo)
    for name in (tea.public_id, "x" * 22):
        answer = stranger.post(f"/notices/{name}/{what}/", {"act": "test.thank|tea"})
        assert answer.status_code == 404
    assert "About tea" not in stranger.get(HERE).content.decode()
    assert Notice.objects.unread().count() == 1
    assert things.done == []


@pytest.mark.parametrize("undo", ["", "?at=", "?at=never", "?at=2026-01-01T00:00:00%2B00:00"])
def test_nothing_to_take_back_is_not_there(me: Client, undo: str) -> None:
    assert me.post(f"/notices/unread/{undo}").status_code == 404


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(HERE).headers["Location"].startswith("/accounts/login/")
    assert client.post("/notices/read/").status_code == 302


def test_methods_that_do_not_fit_are_refused(me: Client) -> None:
    assert me.post(HERE).status_code == 405
    assert me.get("/notices/read/").status_code == 405


def test_pages_follow_one_another_and_wrong_numbers_are_the_nearest(
    ada: Member, me: Client, things: Things
) -> None:
    have(ada, *(f"tea{number:02}" for number in range(65)))
    first, last = me.get(HERE).content.decode(), me.get(f"{HERE}?page=99").content.decode()
    assert "About tea64" in first
    assert "About tea04" in last
    assert "That is all." in last
    assert me.get(f"{HERE}?page=x").status_code == 200


@pytest.mark.parametrize("kinds", [["test.asked"], ["test.asked", "test.news"]])
def test_the_page_costs_the_same_with_one_row_and_with_three(
    ada: Member, me: Client, things: Things, kinds: Sequence[str]
) -> None:
    me.get(HERE)  # the first visit of a session is noted
    counts = []
    for about in (["tea"], ["cake", "pie"]):
        for kind in kinds:
            have(ada, *about, kind=kind)
        with CaptureQueriesContext(connection) as asked:
            me.get(HERE)
        counts.append(len(asked))
    assert counts == [4, 4]  # session and member, choices, rows


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-13-01", "x"])
def test_a_moment_that_never_was_marks_nothing(ada: Member, me: Client, things: Things, at: str) -> None:
    have(ada, "tea")
    assert me.post(f"{HERE}unread/", query_params={"at": at}).status_code == 404
    assert me.post(f"{HERE}read/", {"until": at}).status_code == 302
