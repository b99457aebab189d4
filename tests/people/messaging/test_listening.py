"""An open conversation hears what is new in it: what was written, who left, an answer that lets one write again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import held
from comity.people.messaging.actions.posting import post
from comity.people.messaging.models import Message, Seat
from tests.people import signed_in
from tests.people.messaging.browsing import text_of, undo_in, url
from tests.people.messaging.people import answer, introduced, talking, write

pytestmark = pytest.mark.django_db


def test_who_leaves_is_named_between_what_was_said_to_those_for_whom_they_are_there(
    me: Client, him: Client, ada: Member, ben: Member, cleo: Member
) -> None:
    thread = introduced(ben, ada, cleo, words="Meet.")
    page = me.post(url("seat", thread.public_id, "leave"), follow=True)
    post(held(thread, ben), "She is gone.", timezone.now())
    for number in range(30):
        post(held(thread, ben), f"Number {number}", timezone.now())

    def first_two(reader: Client) -> str:
        last = Message.objects.order_by("pk")[1].public_id
        return text_of(reader, thread.get_absolute_url() + f"?until={last}")

    line = "Ada Okafor left."
    assert first_two(him).index("Meet.") < first_two(him).index(line) < first_two(him).index("She is gone.")
    assert line not in text_of(him, thread.get_absolute_url()), "it stands where it happened"
    Member.objects.filter(pk=ada.pk).update(is_active=False, standing="suspended")
    assert "Ada" not in first_two(him)
    Member.objects.filter(pk=ada.pk).update(is_active=True, standing="active")
    block_member(by=ada, other=ben, at=timezone.now())
    assert line not in first_two(him)
    assert line in first_two(signed_in(cleo))
    me.post(undo_in(page))
    assert line not in first_two(signed_in(cleo))


def test_an_open_conversation_hears_what_is_new_and_pays_little_for_nothing(
    me: Client, ada: Member, ben: Member, cleo: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    thread = talking(ada, ben)
    first = Message.objects.order_by("-pk")[0]
    asks = {"HX-Request": "true"}
    address = f"{thread.get_absolute_url()}?after={first.public_id}"
    assert f'hx-get="{address}"' in text_of(me, thread.get_absolute_url())
    with django_assert_num_queries(3):
        assert me.get(address, headers=asks).status_code == 204
    answer(ben, thread, "And more.")
    part = me.get(address, headers=asks).content.decode()
    assert "And more." in part
    assert "Hello back." not in part
    assert "<html" not in part
    assert not Seat.objects.get(member=ada).is_unread
    newest = Message.objects.order_by("-pk")[0]
    assert f'?after={newest.public_id}"' in part
    assert signed_in(cleo).get(address, headers=asks).status_code == 404
    assert "<html" in me.get(address).content.decode()


def test_who_waited_for_an_answer_gets_the_form_with_it(
    me: Client, him: Client, ada: Member, ben: Member
) -> None:
    thread = write(ada, ben).thread
    page = text_of(me, thread.get_absolute_url())
    address = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    answer(ben, thread, "Gladly.")
    part = me.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Gladly." in part
    assert '<textarea name="text"' in part
    again = part.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    answer(ben, thread, "And more.", 2)
    assert "<textarea" not in me.get(again, headers={"HX-Request": "true"}).content.decode(), (
        "one may be writing"
    )
