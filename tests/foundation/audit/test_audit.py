from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pytest_django.fixtures import DjangoAssertNumQueries

from comity.foundation.audit.actions import record
from comity.foundation.audit.models import AuditEntry
from comity.foundation.audit.queries import entries_about, sentence_of
from comity.foundation.audit.registry import Verb, verbs
from comity.foundation.core.registry import erasers, exporters
from comity.people.members.models import Member

pytestmark = pytest.mark.django_db

verbs.register("tests.greeted", Verb(_("{actor} greeted {whom}.")))
verbs.register("tests.closed", Verb(_("{actor} closed the door of {room}."), stays=True))


def test_an_entry_says_who_did_what_to_what(ada: Member, ben: Member) -> None:
    at = timezone.now() - timedelta(days=1)
    record(ada, "tests.greeted", ben, at=at, whom="the neighbours")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.about_kind, entry.about_id, entry.at) == (
        ada,
        "members.member",
        ben.public_id,
        at,
    )
    assert sentence_of(entry) == "Ada Okafor greeted the neighbours."


def test_the_instance_itself_can_act() -> None:
    assert sentence_of(record(None, "tests.closed", room="7")) == "Somebody closed the door of 7."


def test_a_detail_cannot_reach_into_the_words(ada: Member) -> None:
    entry = record(ada, "tests.greeted", whom="{actor.password} {0}")
    assert sentence_of(entry) == "Ada Okafor greeted {actor.password} {0}."


def test_a_verb_nobody_registered_is_refused(ada: Member) -> None:
    with pytest.raises(LookupError, match=r"tests\.danced"):
        record(ada, "tests.danced")


def test_an_entry_of_a_lost_verb_can_still_be_read(ada: Member) -> None:
    assert sentence_of(AuditEntry(actor=ada, verb="old.verb")) == "old.verb"


def test_a_long_detail_is_refused(ada: Member) -> None:
    with pytest.raises(ValueError, match="longer than"):
        record(ada, "tests.greeted", whom="x" * 3000)


def test_an_act_that_did_not_happen_leaves_no_entry(ada: Member) -> None:
    with transaction.atomic():
        record(ada, "tests.greeted")
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


def test_what_was_done_to_a_thing_is_read_newest_first_in_one_query(
    ada: Member, ben: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for minute in range(3):
        record(ada, "tests.greeted", ben, at=timezone.now() + timedelta(minutes=minute), whom=str(minute))
    record(ada, "tests.greeted", ada, whom="herself")
    with django_assert_num_queries(1):
        said = [sentence_of(entry) for entry in entries_about("members.member", ben.public_id)]
    assert said == [f"Ada Okafor greeted {minute}." for minute in (2, 1, 0)]


def test_the_account_takes_its_own_entries_along(ada: Member, ben: Member) -> None:
    record(ada, "tests.greeted", whom="Ben")
    record(ben, "tests.greeted", whom="Ada")
    ((path, rows),) = exporters["audit"].files(ada)
    assert path == "audit.json"
    assert [row["detail"] for row in rows] == [{"whom": "Ben"}]


def test_erasure_removes_what_a_member_did_and_unnames_what_stays(ada: Member, ben: Member) -> None:
    record(ada, "tests.greeted", whom="Ben")
    record(ada, "tests.closed", room="Ben's")
    record(ben, "tests.greeted", whom="Ada")
    counts = erasers["audit"].erase(ada)
    assert counts == {"audit entries removed": 1, "audit entries without your name": 1}
    assert list(AuditEntry.objects.order_by("pk").values_list("actor", "verb", "detail")) == [
        (None, "tests.closed", {}),
        (ben.pk, "tests.greeted", {"whom": "Ada"}),
    ]
