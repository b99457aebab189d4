"""The pages of messages: they work without script, are nobody else's, and keep what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import held
from comity.people.messaging.actions.posting import post
from comity.people.messaging.actions.receipts import set_receipts
from comity.people.messaging.models import Message, ReceiptsWish, Seat, Thread
from comity.people.messaging.registry import STRANGERS, circles
from comity.people.notifications.models import Notice
from tests.foundation.quotas.limits import at_most
from tests.people.messaging.browsing import text_of, undo_in, url
from tests.people.messaging.people import answer, gate_open, introduced, later, talking, write

pytestmark = pytest.mark.django_db
NOWHERE = "x" * 22


def test_from_the_button_to_the_answer(me: Client, him: Client, ada: Member, ben: Member) -> None:
    page = text_of(me, reverse("members:page", args=[ben.public_id]))
    assert "Ask to write" in page
    answered = me.post(url("write", ben.public_id), {"text": "Hello Ben."}, follow=True).content.decode()
    assert "Sent. Ben Sørensen decides" in answered
    assert "You can write again once" in answered
    assert "Your message is sent" in text_of(me, reverse("members:page", args=[ben.public_id]))
    assert "Hello Ben." in text_of(him, "/")
    assert "Hello Ben." in text_of(him, url("requests"))
    thread = Thread.objects.get()
    opened = him.post(url("answer", thread.public_id, "accept"), follow=True).content.decode()
    assert "Hello Ben." in opened
    him.post(thread.get_absolute_url(), {"text": "Hello Ada."})
    assert "Hello Ada." in text_of(me, thread.get_absolute_url())
    assert "Hello Ada." in text_of(me, url("inbox"))


def test_who_may_write_freely_is_led_into_the_thread(me: Client, ada: Member, ben: Member) -> None:
    with gate_open((ada, ben)):
        page = text_of(me, reverse("members:page", args=[ben.public_id]))
        assert ">Write<" in page.replace("\n", "")
        me.post(url("write", ben.public_id), {"text": "Hello."})
    assert me.get(url("write", ben.public_id)).headers["Location"] == Thread.objects.get().get_absolute_url()


def test_declined_in_silence_and_taken_back(him: Client, ada: Member, ben: Member) -> None:
    thread = write(ada, ben, "Hello Ben.").thread
    page = him.post(url("answer", thread.public_id, "decline"), follow=True)
    assert "Nobody is told." in page.content.decode()
    assert "Hello Ben." not in text_of(him, url("requests"))
    him.post(undo_in(page))
    assert "Hello Ben." in text_of(him, url("requests"))


def test_enough_for_today_keeps_what_was_typed(me: Client, ben: Member, cleo: Member) -> None:
    with at_most(STRANGERS, 1):
        me.post(url("write", ben.public_id), {"text": "Hello Ben."})
        page = me.post(url("write", cleo.public_id), {"text": "Hello Cleo."})
    assert page.status_code == 429
    assert 86_000 < int(page["Retry-After"]) <= 86_400
    assert "enough for today" in page.content.decode()
    assert "Hello Cleo." in page.content.decode()


@pytest.mark.parametrize("text", ["", "  \u200b ", "x" * 5001])
def test_what_is_no_message_is_refused(me: Client, ada: Member, ben: Member, text: str) -> None:
    thread = talking(ben, ada)
    for address in (url("write", ben.public_id), thread.get_absolute_url()):
        assert me.post(address, {"text": text}).status_code == 422
    assert Message.objects.count() == 2


def test_addresses_become_links_and_nothing_else_does(me: Client, ada: Member, ben: Member) -> None:
    thread = talking(ben, ada)
    answer(ben, thread, "<script>alert(1)</script> https://example.org/a?b=1&c=2 javascript:alert(1)")
    page = text_of(me, thread.get_absolute_url())
    assert "<script>alert" not in page
    assert 'href="https://example.org/a?b=1&amp;c=2" rel="nofollow"' in page
    assert 'href="javascript' not in page


def test_reading_marks_as_read_and_looking_elsewhere_does_not(me: Client, ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    answer(ben, thread, "And more.")
    ada.refresh_from_db()
    assert Notice.objects.unread().filter(recipient=ada).exists()
    me.head(thread.get_absolute_url())
    me.get(thread.get_absolute_url() + f"?before={Message.objects.order_by('-pk')[0].public_id}")
    seat = Seat.objects.get(member=ada)
    assert seat.is_unread
    assert "something new" in text_of(me, url("inbox"))
    me.get(thread.get_absolute_url())
    seat.refresh_from_db()
    assert not seat.is_unread
    assert not Notice.objects.unread().filter(recipient=ada).exists()
    assert "something new" not in text_of(me, url("inbox"))


@pytest.mark.django_db(transaction=True)
def test_the_number_beside_the_place_counts_threads(
    me: Client, ada: Member, ben: Member, cleo: Member
) -> None:
    thread = talking(ada, ben)
    answer(ben, thread, "And more.")
    talking(ada, cleo)
    ada.refresh_from_db()
    assert ada.unread_threads == 2
    assert "2 new" in text_of(me, "/settings/")
    me.post(url("seat", thread.public_id, "mute"))
    ada.refresh_from_db()
    assert ada.unread_threads == 1


def test_muted_tells_nothing_and_is_undone_in_place(me: Client, ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    Notice.objects.all().delete()
    page = me.post(url("seat", thread.public_id, "mute"), follow=True)
    answer(ben, thread, "And more.")
    assert not Notice.objects.filter(recipient=ada).exists()
    me.post(undo_in(page))
    answer(ben, thread, "And more still.")
    assert Notice.objects.filter(recipient=ada).exists()


def test_a_thread_of_three_is_left_and_returned_to(
    me: Client, ada: Member, ben: Member, cleo: Member
) -> None:
    thread = introduced(ben, ada, cleo, words="Meet.")
    page = me.post(url("seat", thread.public_id, "leave"), follow=True)
    assert me.get(thread.get_absolute_url()).status_code == 404
    assert Notice.objects.filter(recipient=ada).count() == 1
    answer(ben, thread, "She left.")
    assert Notice.objects.filter(recipient=ada).count() == 1
    me.post(undo_in(page))
    assert me.get(thread.get_absolute_url()).status_code == 200


def test_a_thread_of_two_is_not_left(me: Client, ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    assert me.post(url("seat", thread.public_id, "leave")).status_code == 404


def test_leaving_is_taken_back_within_the_hour_alone(
    me: Client, ada: Member, ben: Member, cleo: Member
) -> None:
    thread = introduced(ben, ada, cleo, words="Meet.")
    me.post(url("seat", thread.public_id, "leave"))
    Seat.objects.filter(member=ada).update(left_at=timezone.now() - timedelta(minutes=61))
    assert me.post(url("seat", thread.public_id, "return")).status_code == 404


def test_a_message_is_changed_and_marked(me: Client, him: Client, ada: Member, ben: Member) -> None:
    thread = talking(ben, ada)
    me.post(thread.get_absolute_url(), {"text": "Tusday"})
    message = Message.objects.order_by("-pk")[0]
    assert "Tusday" in text_of(me, url("message_edit", message.public_id))
    me.post(url("message_edit", message.public_id), {"text": "Tuesday"})
    page = text_of(him, thread.get_absolute_url())
    assert "Tuesday" in page
    assert "changed" in page


def test_after_a_quarter_of_an_hour_it_stays_as_it_is(me: Client, ada: Member, ben: Member) -> None:
    message = write(ada, ben, "Tusday")
    page = me.post(url("message_edit", message.public_id), {"text": "Tuesday"}, follow=True)
    assert "15 minutes" in page.content.decode()
    message.refresh_from_db()
    assert message.text == "Tusday"


def test_a_deleted_message_leaves_a_gap_and_comes_back(
    me: Client, him: Client, ada: Member, ben: Member
) -> None:
    thread = talking(ben, ada)
    message = Message.objects.get(author=ada)
    page = me.post(url("message_delete", message.public_id), follow=True).content.decode()
    gap = page.split(f'id="m-{message.public_id}"')[1].split("</li>")[0]
    assert f'action="{url("message_back", message.public_id)}"' in gap, "the way back stands where one looks"
    theirs = text_of(him, thread.get_absolute_url())
    assert "Hello back." not in theirs
    assert "Deleted" in theirs
    assert "Deleted" in text_of(him, url("inbox"))
    assert url("message_back", message.public_id) not in theirs
    me.post(url("message_back", message.public_id))
    assert "Hello back." in text_of(him, thread.get_absolute_url())


def test_a_gap_offers_no_way_back_once_the_text_is_gone(me: Client, ada: Member, ben: Member) -> None:
    thread = talking(ben, ada)
    message = Message.objects.get(author=ada)
    me.post(url("message_delete", message.public_id))
    Message.objects.update(deleted_at=timezone.now() - timedelta(minutes=60))
    assert url("message_back", message.public_id) not in text_of(me, thread.get_absolute_url())


def test_nobody_changes_or_deletes_what_another_wrote(him: Client, ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    message = Message.objects.get(thread=thread, author=ada)
    assert him.get(url("message_edit", message.public_id)).status_code == 404
    assert him.post(url("message_edit", message.public_id), {"text": "No"}).status_code == 404
    assert him.post(url("message_delete", message.public_id)).status_code == 404
    assert him.post(url("message_back", message.public_id)).status_code == 404


def test_what_was_read_shows_only_between_two_who_want_it(
    me: Client, him: Client, ada: Member, ben: Member
) -> None:
    thread = talking(ada, ben)
    for wanted in ((), (ada,), (ben,), (ada, ben)):
        ReceiptsWish.objects.all().delete()
        for member in wanted:
            set_receipts(by=member, wanted=True, at=timezone.now())
        post(held(thread, ada), "Hello.", timezone.now())
        assert "read by" not in text_of(me, thread.get_absolute_url())
        him.get(thread.get_absolute_url())
        assert ("read by Ben" in text_of(me, thread.get_absolute_url())) == (len(wanted) == 2)


def test_what_was_written_before_both_wanted_it_is_never_told(
    me: Client, him: Client, ada: Member, ben: Member
) -> None:
    thread = talking(ada, ben)
    for member in (ada, ben):
        set_receipts(by=member, wanted=True, at=later(60))
    him.get(thread.get_absolute_url())
    assert "read by" not in text_of(me, thread.get_absolute_url())


def test_receipts_are_chosen_in_the_settings(me: Client, ada: Member) -> None:
    me.post(url("settings"), {"wanted": "on"})
    assert ReceiptsWish.objects.filter(owner=ada).exists()
    assert "checked" in text_of(me, url("settings"))
    me.post(url("settings"), {})
    assert not ReceiptsWish.objects.exists()


def test_earlier_messages_are_a_page_away(me: Client, ada: Member, ben: Member) -> None:
    thread = talking(ada, ben)
    for number in range(40):
        post(held(thread, ben), f"Number {number:02}", later(number))
    page = text_of(me, thread.get_absolute_url())
    assert "Number 39" in page
    assert "Number 09" not in page
    assert page.index("Number 10") < page.index("Number 39")
    oldest = Message.objects.order_by("-pk")[29]
    earlier = text_of(me, thread.get_absolute_url() + f"?before={oldest.public_id}")
    assert "Number 09" in earlier
    assert "To the newest messages" in earlier


def test_empty_pages_teach(me: Client) -> None:
    assert "No messages yet" in text_of(me, url("inbox"))
    assert "Nobody waits" in text_of(me, url("requests"))


def test_whom_to_write_to_is_chosen_among_those_one_may_write_to_freely(
    me: Client, ada: Member, ben: Member, cleo: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert f'href="{url("begin")}"' in text_of(me, url("inbox"))
    assert "first message" in text_of(me, url("begin"))
    circles.register("tests", lambda _viewer: {ben.pk, cleo.pk})
    try:
        with django_assert_num_queries(4):
            page = text_of(me, url("begin"))
        assert page.index(url("write", ben.public_id)) < page.index(url("write", cleo.public_id))
        found = text_of(me, url("begin") + "?named=mart")
        assert url("write", cleo.public_id) in found
        assert url("write", ben.public_id) not in found
        assert "None of them" in text_of(me, url("begin") + "?named=nobody")
        block_member(by=cleo, other=ada, at=timezone.now())
        assert url("write", cleo.public_id) not in text_of(me, url("begin"))
    finally:
        circles._entries.pop("tests")


@pytest.mark.parametrize("threads", [1, 30])
def test_the_inbox_asks_as_often_for_thirty_threads_as_for_one(
    threads: int, me: Client, ada: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(threads):
        talking(Member.objects.create_user(f"m{number}@example.org", name=f"M {number}"), ada)
    me.get(url("inbox"))
    with django_assert_num_queries(8):
        me.get(url("inbox"))


@pytest.mark.parametrize("messages", [1, 30])
def test_a_thread_asks_as_often_for_thirty_messages_as_for_one(
    messages: int, me: Client, ada: Member, ben: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    thread = talking(ada, ben)
    for number in range(messages):
        post(held(thread, ben), "Hello.", later(number))
    me.get(thread.get_absolute_url())
    with django_assert_num_queries(15):
        me.get(thread.get_absolute_url())


@pytest.mark.parametrize("waiting", [1, 30])
def test_requests_ask_as_often_for_thirty_as_for_one(
    waiting: int, me: Client, ada: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(waiting):
        write(Member.objects.create_user(f"m{number}@example.org", name=f"M {number}"), ada)
    me.get(url("requests"))
    with django_assert_num_queries(4):
        me.get(url("requests"))
