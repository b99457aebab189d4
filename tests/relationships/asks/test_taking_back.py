"""What of an ask can be taken back: a withdrawal, a draft thrown away, a silent no."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.relationships.asks.actions import answering, asking
from comity.relationships.asks.actions.over import drop_drafts, go_on
from comity.relationships.asks.enums import REACHED, State
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.reaches import waiting_reaches
from tests.relationships.asks.people import DATE, asks, helpers, states
from tests.relationships.mutual.people import NOW, tied


def test_what_was_withdrawn_or_thrown_away_can_be_had_back(ada: Member, ben: Member, client: Client) -> None:
    tied(ada, ben)
    ask, now = asks(ada, at=timezone.now()), timezone.now()
    client.force_login(ada)
    client.post(reverse("asks:act", args=[ask.public_id, "withdraw"]))
    assert not waiting_reaches(ben, now)
    assert "take-back" in client.get("/asks/").content.decode()
    client.post(reverse("asks:act", args=[ask.public_id, "take-back"]))
    assert waiting_reaches(ben, now)
    assert Notice.objects.filter(recipient=ben, kind=REACHED).exists()
    draft = client.post("/asks/", {"text": "advice on sails"})["Location"]
    assert "Not sent yet" in client.get("/asks/").content.decode()
    public_id = Ask.objects.get(state=State.DRAFT).public_id
    for gone in (False, True):
        client.post(reverse("asks:act", args=[public_id, "discard"]))
        assert client.get(draft).status_code == 404
        assert "Not sent yet" not in client.get("/asks/").content.decode()
        if gone:
            assert drop_drafts(now=timezone.now()) == 0
            assert drop_drafts(now=timezone.now() + timedelta(days=1, seconds=1)) == 1
        client.post(reverse("asks:act", args=[public_id, "take-back"]))
        assert client.get(draft).status_code == (404 if gone else 200)


def test_what_one_put_aside_is_listed_while_it_stands(ada: Member, ben: Member, client: Client) -> None:
    tied(ada, ben)
    ask = asks(ada, at=timezone.now())
    [reach] = waiting_reaches(ben, timezone.now())
    answering.say_not_now(by=ben, public_id=reach.public_id, at=timezone.now())
    client.force_login(ben)
    text = client.get("/asks/").content.decode()
    assert "What you put aside" in text
    assert ask.text in text
    client.post(reverse("asks:say", args=[reach.public_id, "again"]))
    assert waiting_reaches(ben, timezone.now())
    Ask.objects.update(expires_at=timezone.now())
    assert "You may be able to help" not in client.get("/asks/").content.decode()


def test_what_is_over_comes_before_nobody_again(ada: Member) -> None:
    helpers(ada, 4)
    ask = asks(ada)
    asking.withdraw(by=ada, public_id=ask.public_id, at=NOW)
    asking.take_back(by=ada, public_id=ask.public_id, at=DATE)
    assert not Notice.objects.filter(kind=REACHED).exists()
    assert states(ask) == [*["waiting"] * 3, "queued"]
    assert go_on(now=DATE) == (1, 0)
