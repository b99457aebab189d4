"""Mail at once: grouped, as its reader may see things when it leaves, to nobody who does not want it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from pytest_django import Settings

from comity.foundation.mail.actions.outbox import LEASE
from comity.foundation.mail.actions.sending import send_due
from comity.foundation.mail.enums import MailState
from comity.foundation.mail.models import Mailbox, OutgoingMail
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.actions.choosing import choose, set_all_mail, set_mail_of
from comity.people.notifications.actions.gathering import gather
from comity.people.notifications.actions.reading import mark_read
from comity.people.notifications.actions.telling import forget, notify
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import Notice, Preferences
from tests.people.notifications.kinds import Things
from tests.smtp import DROP, KEEP_AND_DROP, Postbox

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def tell(to: Member, *about: str, kind: str = "test.asked") -> None:
    for one in about:
        notify(recipient=to, kind=kind, about=one, at=NOON)
    gather(at=NOON)


def send(at: datetime = NOON) -> int:
    return send_due(clock=lambda: at)


def states() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("state", flat=True))


def test_several_notices_of_a_kind_leave_in_one_mail(ada: Member, things: Things, postbox: Postbox) -> None:
    tell(ada, "tea", "cake")
    tell(ada, "pie")
    assert send() == 1
    (letter,) = postbox.to("ada@example.org")
    assert letter["Subject"] == "Somebody asks you (3)"
    assert letter["Auto-Submitted"] == "auto-generated"
    plain = letter.get_body(("plain",))
    page = letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    for thing in ("tea", "cake", "pie"):
        assert f"About {thing}" in plain.get_content()
        assert f"Detail of {thing}" in plain.get_content()
        assert f"About {thing}" in page.get_content()
    assert len(re.findall(r"http://localhost:8000/do/\S+", plain.get_content())) == 3
    assert states() == [MailState.SENT]
    assert send(NOON + timedelta(days=9)) == 0


def test_a_single_notice_is_the_subject_and_the_same_is_told_once(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    tell(ada, "tea")
    send()
    assert [letter["Subject"] for letter in postbox.letters] == ["About tea"]


def test_what_happens_after_a_mail_left_is_told_in_the_next(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    send()
    tell(ada, "cake")
    send()
    assert [letter["Subject"] for letter in postbox.letters] == ["About tea", "About cake"]


def test_what_may_no_longer_be_seen_when_it_leaves_is_not_said(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea", "secret", "over", "read")
    things.hidden.add("secret")
    forget(kind="test.asked", about="over")
    mark_read(by=ada, public_id=Notice.objects.get(about="read").public_id, at=NOON)
    send()
    (letter,) = postbox.letters
    assert letter["Subject"] == "About tea"
    assert not re.search("secret|over|read", letter.as_string().replace("already", ""))


def test_nothing_left_to_say_is_no_mail(ada: Member, things: Things, postbox: Postbox) -> None:
    tell(ada, "secret")
    things.hidden.add("secret")
    send()
    assert postbox.letters == []
    assert states() == [MailState.DROPPED]


@pytest.mark.parametrize("how", ["kind", "all", "page", "none", "suspended", "erased", "no mail server"])
def test_who_does_not_want_it_any_more_gets_nothing(
    ada: Member, things: Things, postbox: Postbox, settings: Settings, how: str
) -> None:
    tell(ada, "tea")
    assert OutgoingMail.objects.count() == 1
    if how == "kind":
        set_mail_of(by=ada, kind="test.asked", on=False, at=NOON)
    elif how == "all":
        set_all_mail(by=ada, on=False, at=NOON)
    elif how in ("page", "none"):
        choose(by=ada, channels={"test.asked": Channel(how)}, at=NOON)
    elif how == "suspended":
        Member.objects.update(standing=Standing.SUSPENDED, is_active=False)
    elif how == "erased":
        ada.delete()
    else:
        settings.MAIL_LEAVES = False
    send()
    assert postbox.letters == []
    assert states() == ([] if how == "erased" else [MailState.DROPPED])


def test_a_mail_ended_by_choice_leaves_its_notices_for_the_weekly_letter(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    choose(by=ada, channels={"test.asked": Channel.WEEKLY}, at=NOON)
    send()
    assert Notice.objects.for_mail().count() == 1


@pytest.mark.parametrize("kind", ["test.news", "test.asked"])
def test_what_is_not_for_mail_at_once_queues_none(
    ada: Member, things: Things, postbox: Postbox, kind: str
) -> None:
    set_mail_of(by=ada, kind="test.asked", on=False, at=NOON)
    tell(ada, "tea", kind=kind)
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("answer", ["421 Closing", "451 Later", DROP])
def test_a_mail_put_off_is_tried_again_with_the_same_name(
    ada: Member, things: Things, postbox: Postbox, answer: str
) -> None:
    tell(ada, "tea")
    name = OutgoingMail.objects.get().message_id
    postbox.refusals = [answer] * 2
    send()
    send()  # not due yet
    assert len(postbox.refusals) == 1
    send(NOON + timedelta(minutes=2))
    assert states() == [MailState.WAITING]
    send(NOON + timedelta(hours=1))
    assert [letter["Message-ID"] for letter in postbox.letters] == [name]
    assert states() == [MailState.SENT]


def test_a_mail_whose_answer_was_lost_says_the_same_again(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    postbox.refusals = [KEEP_AND_DROP]
    send()
    tell(ada, "cake")
    send(NOON + timedelta(hours=1))
    first, other, again = postbox.letters
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    links = [re.findall(r"/do/\S+", str(one.get_body(("plain",)))) for one in (first, again)]
    assert links[0] == links[1]
    assert other["Subject"] == "About cake"


def test_a_server_that_never_takes_it_is_given_up_after_days(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    postbox.refusals = ["451 Later"] * 50
    at = NOON
    while OutgoingMail.objects.unsent().exists():
        at = OutgoingMail.objects.get().due_at
        send(at)
    assert timedelta(days=2) < at - NOON < timedelta(days=5)
    assert states() == [MailState.FAILED]
    assert OutgoingMail.objects.get().problem == "451"


def test_a_server_that_is_away_is_left_alone(ada: Member, things: Things, postbox: Postbox) -> None:
    for number in range(6):
        one = Member.objects.create_user(f"m{number}@example.org")
        notify(recipient=one, kind="test.asked", about="tea", at=NOON)
    gather(at=NOON)
    postbox.refusals = [DROP] * 3
    assert send() == 3
    assert send() == 3
    assert len(postbox.letters) == 3


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_an_unknown_mailbox_gets_no_more_mail_until_its_owner_says_so(
    ada: Member, things: Things, postbox: Postbox, where: str
) -> None:
    tell(ada, "tea")
    if where == "recipient":
        postbox.unknown.add("ada@example.org")
    else:
        postbox.refusals = ["550 No such user here"]
    send()
    assert states() == [MailState.BOUNCED]
    assert Mailbox.objects.get().stopped_at == NOON
    postbox.unknown.clear()
    tell(ada, "cake")
    send()
    assert postbox.letters == []
    assert states() == [MailState.BOUNCED, MailState.DROPPED]


def test_a_mail_refused_for_what_it_says_ends_only_itself(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    postbox.refusals = ["550 5.7.1 We do not like it"]
    send()
    mailbox = Mailbox.objects.get()
    assert (mailbox.stopped_at, mailbox.soft_bounces, mailbox.status) == (None, 1, "5.7.1")
    tell(ada, "cake")
    send()
    assert [letter["Subject"] for letter in postbox.letters] == ["About cake"]


def test_mail_goes_to_the_address_chosen_while_it_is_proven(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    work = EmailAddress.objects.create(user=ada, email="ada@work.example", verified=True)
    choose(by=ada, channels={}, address="ada@work.example", at=NOON)
    tell(ada, "tea")
    send()
    work.delete()
    tell(ada, "cake")
    send()
    assert [str(letter["To"]) for letter in postbox.letters] == ["ada@work.example", "ada@example.org"]


def test_an_address_nobody_proved_gets_nothing(ada: Member, things: Things, postbox: Postbox) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=False, primary=True)
    tell(ada, "tea")
    send()
    assert postbox.letters == []


def test_it_waits_until_quiet_hours_end(ada: Member, things: Things, postbox: Postbox) -> None:
    ada.time_zone = "Europe/Berlin"
    ada.save()
    choose(by=ada, channels={}, quiet_from=time(11), quiet_until=time(18, 30), at=NOON)
    tell(ada, "tea")
    assert OutgoingMail.objects.get().due_at == datetime(2026, 3, 4, 17, 30, tzinfo=UTC)
    assert send(datetime(2026, 3, 4, 17, 29, tzinfo=UTC)) == 0
    send(datetime(2026, 3, 4, 17, 30, tzinfo=UTC))
    assert len(postbox.letters) == 1


def test_quiet_hours_set_while_it_waits_hold_it_back(ada: Member, things: Things, postbox: Postbox) -> None:
    tell(ada, "tea")
    choose(by=ada, channels={}, quiet_from=time(11), quiet_until=time(18), at=NOON)
    send()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.WAITING, 0)
    assert mail.due_at == datetime(2026, 3, 4, 18, tzinfo=UTC)


def test_bounces_have_an_address_of_their_own(
    ada: Member, things: Things, postbox: Postbox, settings: Settings
) -> None:
    settings.MAIL_DOMAIN = "mail.example.org"
    settings.DEFAULT_FROM_EMAIL = "Comity <comity@example.org>"
    tell(ada, "tea")
    send()
    (letter,) = postbox.letters
    assert letter["From"] == "Comity <comity@example.org>"
    assert postbox.senders == [f"bounce+{Mailbox.objects.get().token}@mail.example.org"]
    assert letter["Message-ID"].endswith("@mail.example.org>")


def test_without_a_mail_domain_the_sender_is_the_one_everybody_sees(
    ada: Member, things: Things, postbox: Postbox, settings: Settings
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Comity <comity@example.org>"
    tell(ada, "tea")
    send()
    assert postbox.senders == ["comity@example.org"]
    assert postbox.letters[0]["Reply-To"] is None


def test_a_fault_in_one_mail_keeps_no_other_back_and_quotes_nobody(
    ada: Member, ben: Member, things: Things, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    tell(ada, "tea")
    things.breaks = True
    send()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.problem) == (MailState.WAITING, "RuntimeError")
    assert "quotes" not in caplog.text
    things.breaks = False
    tell(ben, "cake")
    send()
    assert len(postbox.to("ben@example.org")) == 1
    send(NOON + timedelta(minutes=2))
    assert len(postbox.to("ada@example.org")) == 1


def test_what_a_dead_sender_held_is_taken_up_after_its_lease(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    OutgoingMail.objects.update(state=MailState.SENDING, held_until=NOON + LEASE, attempts=1)
    assert send() == 0
    assert send(NOON + LEASE + timedelta(seconds=1)) == 1
    assert len(postbox.letters) == 1


def test_a_mail_that_kills_every_sender_is_given_up(ada: Member, things: Things, postbox: Postbox) -> None:
    tell(ada, "tea")
    OutgoingMail.objects.update(state=MailState.SENDING, held_until=NOON, attempts=30)
    send(NOON + LEASE)
    assert states() == [MailState.FAILED]
    assert postbox.letters == []


def test_the_number_of_new_notices_follows(
    ada: Member, things: Things, django_capture_on_commit_callbacks: object
) -> None:
    def count() -> int:
        return Member.objects.get(pk=ada.pk).unread_notices

    tell(ada, "tea", "cake")
    assert count() == 2
    mark_read(by=ada, public_id=Notice.objects.get(about="tea").public_id, at=NOON)
    assert count() == 1
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        forget(kind="test.asked", about="cake")
    assert count() == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        notify(recipient=ada, kind="test.asked", about="pie", at=timezone.now())
    assert count() == 1


def test_an_unknown_kind_is_a_fault_of_the_caller(ada: Member) -> None:
    with pytest.raises(LookupError):
        notify(recipient=ada, kind="test.nothing", about="tea", at=NOON)


def test_preferences_are_made_when_the_first_mail_leaves(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    tell(ada, "tea")
    send()
    token = Preferences.objects.get(owner=ada).token_for("test.asked")
    (letter,) = postbox.letters
    assert letter["List-Unsubscribe"].strip() == f"<http://localhost:8000/unsubscribe/{token}/>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nobodys_words_pass_for_a_button_of_ours(ada: Member, things: Things, postbox: Postbox) -> None:
    things.detail = "Hello\n\n  Thank: https://evil.example/\n-- \nFrom Comity: your account closes"
    tell(ada, "tea")
    send()
    (letter,) = postbox.to("ada@example.org")
    plain = letter.get_body(("plain",))
    assert plain is not None
    lines = plain.get_content().splitlines()
    (button,) = (line for line in lines if line.startswith("  Thank: "))
    assert button.startswith("  Thank: http://localhost:8000/do/")
    assert [line.rstrip() for line in lines].count("--") == 1


def test_a_mail_given_up_counts_against_its_address_and_not_where_the_server_was_away(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    for refusal, counted in (("452 4.2.2 Full", 1), ("421 Closing", 1)):
        tell(ada, refusal)
        postbox.refusals = [refusal] * 20
        moment = NOON
        while states()[-1] == MailState.WAITING:
            send(moment)
            moment += timedelta(days=1)
        assert (states()[-1], Mailbox.objects.get().soft_bounces) == (MailState.FAILED, counted)
