"""Today's cards, a person's section, follow-ups and the settings, through the doors people use."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.notes import tag_contacts
from comity.relationships.ties.models import Interaction, Tie
from comity.relationships.touch.actions.follow_ups import add_follow_up
from comity.relationships.touch.actions.nudging import make_nudges
from comity.relationships.touch.actions.settling import settle_book
from comity.relationships.touch.models import FollowUp, Nudge, Pace, Quiet, Rhythm, TagCadence
from tests.people import signed_in
from tests.relationships.touch.people import known

DAY = timedelta(days=1)
EVERY_TEN = [41, 31, 21, 11]
NOWHERE = "x" * 22


def this_morning() -> object:
    return timezone.now().replace(hour=9)


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def miriam(ada: Member) -> Contact:
    contact = known(ada, "Miriam Okoye", EVERY_TEN, at=timezone.now(), title="Planner", organization="Acme")
    Interaction.objects.filter(people=contact).update(summary="Her talk on grid storage")
    return contact


@pytest.fixture
def nudge(ada: Member, miriam: Contact) -> Nudge:
    (made,) = make_nudges(owner=ada, at=timezone.now().replace(hour=9))
    return made


@pytest.fixture
def slides(ada: Member, miriam: Contact) -> FollowUp:
    return add_follow_up(
        by=ada,
        contact=miriam,
        due_on=timezone.localdate() - DAY,
        what="Send the slides",
        at=timezone.now(),
    )


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_today_says_whom_to_get_back_to_and_why(me: Client, nudge: Nudge) -> None:
    body = home(me)
    assert "Miriam Okoye" in body
    assert "You are in touch about every 10 days. It has been 11 days." in body
    assert "Last time: Her talk on grid storage" in body


@pytest.mark.parametrize(
    ("verb", "said", "left"),
    [
        ("spoke", "you spoke with Miriam Okoye today", 0),
        ("later", "Miriam Okoye comes up again in two weeks", 1),
        ("not-this", "Miriam Okoye does not come up any more", 1),
    ],
)
def test_a_nudge_is_answered_in_one_tap_and_taken_back(
    me: Client, nudge: Nudge, verb: str, said: str, left: int
) -> None:
    page = me.post(reverse("touch:nudge", args=[nudge.public_id, verb]), follow=True)
    assert said in page.content.decode()
    assert "It has been 11 days" not in home(me)
    assert Quiet.objects.count() == left
    assert Interaction.objects.filter(on=timezone.localdate(), status="confirmed").count() == 1 - left
    again = me.post(reverse("touch:nudge", args=[nudge.public_id, verb]), follow=True)
    assert "That is answered already." in again.content.decode()
    me.post(reverse("touch:nudge", args=[nudge.public_id, "reopen"]))
    assert "It has been 11 days" in home(me)
    assert Quiet.objects.count() == 0
    assert not Interaction.objects.filter(on=timezone.localdate(), status="confirmed").exists()


def test_with_script_only_the_card_comes_back_with_an_undo(me: Client, nudge: Nudge) -> None:
    headers = {"HX-Request": "true", "HX-Target": "touch-today"}
    part = me.post(reverse("touch:nudge", args=[nudge.public_id, "spoke"]), headers=headers)
    body = part.content.decode()
    assert "<html" not in body
    assert 'id="touch-today"' in body
    assert 'hx-swap-oob="true"' in body
    assert reverse("touch:nudge", args=[nudge.public_id, "reopen"]) in body
    assert "It has been 11 days" not in body


def test_a_follow_up_is_set_done_put_off_and_all_of_it_taken_back(me: Client, miriam: Contact) -> None:
    today = timezone.localdate()
    person = reverse("pages:person", args=[miriam.public_id])
    add = reverse("touch:follow-up-add", args=[miriam.public_id])
    me.post(
        add,
        {"what": "Send the slides", "due_on": today.isoformat()},
        headers={"referer": f"http://testserver{person}"},
    )
    made = FollowUp.objects.get()
    assert "Send the slides" in home(me)
    assert "Send the slides" in me.get(person).content.decode()
    assert "Send the slides" in me.get(reverse("touch:follow-ups")).content.decode()

    def act(verb: str) -> None:
        me.post(reverse("touch:follow-up", args=[made.public_id, verb]))
        made.refresh_from_db()

    act("done")
    assert made.done_at is not None
    assert "Send the slides" not in home(me)
    act("open")
    assert made.done_at is None
    act("later")
    assert made.due_on == today + 7 * DAY
    assert "Send the slides" not in home(me)
    me.post(reverse("touch:follow-up-move", args=[made.public_id, today.isoformat()]))
    assert "Send the slides" in home(me)
    me.post(reverse("touch:follow-up", args=[made.public_id, "forget"]))
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"what": "x", "due_on": "2020-01-01"}, {"what": "", "due_on": "2999-01-01"}, {}]
)
def test_a_follow_up_that_cannot_be_is_not_set(me: Client, miriam: Contact, sent: dict[str, str]) -> None:
    page = me.post(reverse("touch:follow-up-add", args=[miriam.public_id]), sent, follow=True)
    assert 'class="notice warning"' in page.content.decode()
    assert not FollowUp.objects.exists()


def test_what_to_do_is_stored_sealed(slides: FollowUp) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM touch_followup")
        assert "slides" not in cursor.fetchone()[0]


@pytest.mark.parametrize("rows", [1, 3])
def test_today_costs_the_same_for_one_and_for_many(
    me: Client, ada: Member, nudge: Nudge, slides: FollowUp, rows: int, django_assert_num_queries: object
) -> None:
    for number in range(1, rows):
        other = known(ada, f"Jun {'abc'[number]}", EVERY_TEN, at=timezone.now())
        Pace.objects.update(asked_on=None)
        make_nudges(owner=ada, at=timezone.now().replace(hour=9))
        add_follow_up(by=ada, contact=other, due_on=timezone.localdate(), what="x", at=timezone.now())
    assert home(me).count("We spoke") == rows
    # session 2, book 2, follow-ups, pace, nudges, not yet counted, news, topics, dormant, help 2, answers; others 11
    with django_assert_num_queries(25):  # type: ignore[operator]
        me.get("/")


def test_of_many_things_to_do_and_people_two_are_seen_at_once(me: Client, ada: Member) -> None:
    for number in range(4):
        other = known(ada, f"Jun {'abcd'[number]}", EVERY_TEN, at=timezone.now())
        due_on = timezone.localdate() - number * DAY
        add_follow_up(by=ada, contact=other, due_on=due_on, what=f"Task {number}", at=timezone.now())
    for morning in (1, 0):  # two a morning
        Pace.objects.update(asked_on=None)
        make_nudges(owner=ada, at=timezone.now().replace(hour=9) - morning * DAY)
    body = home(me)
    assert ["Task 3" in body, "Task 2" in body, "Task 1" in body] == [True, True, False]
    assert reverse("touch:follow-ups") in body
    first, rest = body.split("2 more")
    assert (first.count("We spoke"), rest.count("We spoke")) == (2, 2)


def test_how_often_is_chosen_and_taken_back(me: Client, miriam: Contact) -> None:
    cadence = reverse("touch:cadence", args=[miriam.public_id])
    me.post(cadence, {"days": "30"})
    assert Tie.objects.get(contact=miriam).cadence_days == 30
    page = me.get(reverse("pages:person", args=[miriam.public_id])).content.decode()
    assert "You want to get back to them every month." in page
    me.post(reverse("touch:every", args=[miriam.public_id, 0]))
    assert Tie.objects.get(contact=miriam).cadence_days is None
    me.post(cadence, {"days": "30", "own": "45"})
    page = me.get(reverse("pages:person", args=[miriam.public_id])).content.decode()
    assert "You want to get back to them every 45 days." in page
    assert '<option value="45" selected>' in page
    me.post(cadence, {"days": "", "own": ""})
    assert Tie.objects.get(contact=miriam).cadence_days is None
    for wrong in ({"days": "-4"}, {"own": "0"}, {"own": "99999"}):
        assert me.post(cadence, wrong, follow=True).status_code == 200
    assert me.post(reverse("touch:every", args=[miriam.public_id, 99_999])).status_code == 404
    assert Tie.objects.get(contact=miriam).cadence_days is None


def test_somebody_is_put_off_until_a_day_and_comes_up_again(
    me: Client, nudge: Nudge, miriam: Contact
) -> None:
    later = reverse("touch:later", args=[miriam.public_id])
    me.post(later, {"until": (timezone.localdate() + 3 * DAY).isoformat()})
    assert "It has been 11 days" not in home(me)
    assert "as you asked" in me.get(reverse("pages:person", args=[miriam.public_id])).content.decode()
    me.post(reverse("touch:person", args=[miriam.public_id, "again"]))
    assert "It has been 11 days" in home(me)
    me.post(later, {"until": timezone.localdate().isoformat()})
    assert not Quiet.objects.exists()


def test_an_old_tie_comes_up_behind_any_number_that_were_put_away(me: Client, ada: Member) -> None:
    known(ada, "Old Friend", [900, 890, 880, 870, 860, 850, 840], at=timezone.now())
    last = Rhythm.objects.get(contact__full_name="Old Friend")
    cards = [
        Contact(owner=ada, full_name=f"Away {n}", origin=last.contact.origin, archived_at=timezone.now())
        for n in range(60)
    ]
    stronger = {
        "days": last.days,
        "basis": last.basis,
        "once": 1.0,
        "wakes_on": last.wakes_on,
        "is_bridge": True,
    }
    Rhythm.objects.bulk_create(
        Rhythm(owner=ada, contact=card, **stronger) for card in Contact.objects.bulk_create(cards)
    )
    assert "Old Friend" in home(me).split("from before")[1].split("</section>")[0]


def test_one_old_tie_is_brought_up_and_not_this_is_remembered(me: Client, ada: Member) -> None:
    for name in ("Old Friend", "Older Friend"):
        known(ada, name, [900, 890, 880, 870, 860, 850, 840], at=timezone.now())
    body = home(me)
    assert body.count("You knew each other well") == 1
    first, second = (
        ("Old Friend", "Older Friend")
        if "Old Friend" in body.split("from before")[1].split("</section>")[0]
        else ("Older Friend", "Old Friend")
    )
    card = Contact.objects.get(full_name=first)
    me.post(reverse("touch:person", args=[card.public_id, "wake-not-this"]))
    shown = home(me).split("from before")[1].split("</section>")[0]
    assert second in shown
    assert first not in shown
    me.post(reverse("touch:person", args=[card.public_id, "wake-again"]))
    assert first in home(me).split("from before")[1].split("</section>")[0]
    page = me.post(reverse("touch:person", args=[card.public_id, "spoke"]), follow=True)
    noted = Interaction.objects.get(on=timezone.localdate())
    assert second in page.content.decode().split("from before")[1].split("</section>")[0]
    me.post(reverse("touch:unspoke", args=[card.public_id, noted.public_id]))
    noted.refresh_from_db()
    assert noted.status == "dismissed"


def test_tags_have_cadences_and_everything_can_be_paused(
    me: Client, ada: Member, nudge: Nudge, miriam: Contact
) -> None:
    settings = reverse("touch:settings")
    assert "You use no tags yet" in me.get(settings).content.decode()
    tag_contacts(by=ada, ids=[miriam.public_id], tag="mentors")
    me.post(settings, {"tag": ["mentors"], "days": ["90"]})
    assert TagCadence.objects.get().days == 90
    assert "It has been 11 days" not in home(me)
    me.post(settings, {"tag": ["mentors"], "days": [""]})
    assert not TagCadence.objects.exists()
    assert me.post(settings, {"tag": ["mentors"], "days": ["often"]}).status_code == 422
    assert me.post(settings, {"tag": ["mentors", "x"], "days": ["1"]}).status_code == 422
    assert "It has been 11 days" in home(me)
    me.post(reverse("touch:pause", args=["until"]), {"until": (timezone.localdate() + DAY).isoformat()})
    assert "It has been 11 days" not in home(me)
    me.post(reverse("touch:pause", args=["go-on"]))
    assert "It has been 11 days" in home(me)
    assert me.post(reverse("touch:pause", args=["until"]), {"until": "2020-01-01"}).status_code == 422
    assert me.post(reverse("touch:pause", args=["x"])).status_code == 404


def addresses(nudge: Nudge, slides: FollowUp, miriam: Contact) -> list[str]:
    noted = Interaction.objects.filter(people=miriam)[0].public_id
    of_person = [
        ("follow-up-add",),
        ("cadence",),
        ("every", 7),
        ("later",),
        ("unspoke", noted),
        ("person", "not-this"),
    ]
    return [
        reverse("touch:nudge", args=[nudge.public_id, "spoke"]),
        reverse("touch:follow-up", args=[slides.public_id, "done"]),
        reverse("touch:follow-up-move", args=[slides.public_id, "2027-01-01"]),
        *(reverse(f"touch:{name}", args=[miriam.public_id, *more]) for name, *more in of_person),
    ]


def test_all_of_it_is_the_owners_alone(
    client: Client, cleo: Member, me: Client, nudge: Nudge, slides: FollowUp, miriam: Contact
) -> None:
    stranger = signed_in(cleo)
    for address in addresses(nudge, slides, miriam):
        assert stranger.post(address, {"days": "3"}).status_code == 404, address
        assert client.post(address).status_code == 302
        assert me.get(address).status_code == 405
    nudge.refresh_from_db()
    slides.refresh_from_db()
    assert (nudge.answered_at, slides.done_at) == (None, None)
    assert miriam.full_name not in home(stranger)
    assert "Send the slides" not in stranger.get(reverse("touch:follow-ups")).content.decode()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("nudge", ["spoke"]),
        ("follow-up", ["done"]),
        ("follow-up-move", ["2027-01-01"]),
        ("later", []),
        ("every", [7]),
    ],
)
def test_what_never_was_is_not_there(me: Client, name: str, more: list[object]) -> None:
    assert me.post(reverse(f"touch:{name}", args=[NOWHERE, *more])).status_code == 404


def test_a_verb_or_a_day_that_makes_no_sense_is_not_there(
    me: Client, nudge: Nudge, slides: FollowUp, miriam: Contact
) -> None:
    assert me.post(reverse("touch:nudge", args=[nudge.public_id, "x"])).status_code == 404
    assert me.post(reverse("touch:follow-up", args=[slides.public_id, "x"])).status_code == 404
    assert me.post(reverse("touch:follow-up-move", args=[slides.public_id, "soon"])).status_code == 404
    assert me.post(reverse("touch:person", args=[miriam.public_id, "x"])).status_code == 404


def test_a_book_is_worked_out_with_the_same_queries_for_one_and_for_many(
    ada: Member, miriam: Contact, django_assert_max_num_queries: object
) -> None:
    for number in range(3):
        known(ada, f"Jun {number}", EVERY_TEN, at=timezone.now())
    settle_book(ada, at=timezone.now())
    with django_assert_max_num_queries(11):  # type: ignore[operator]
        settle_book(ada, at=timezone.now())
