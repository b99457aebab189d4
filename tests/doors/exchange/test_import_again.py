"""A second export of the same network, and an import that breaks on its way in."""

from __future__ import annotations

import pytest

from comity.doors.exchange.actions.failing import give_up
from comity.doors.exchange.enums import State
from comity.doors.exchange.models import Import
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, Origin
from comity.people.members.models import Member
from comity.relationships.ties.models import Interaction
from tests.doors.exchange.files import BEN, DORA, archive, connections, message, messages
from tests.doors.exchange.walk import brought, read, undone


def test_two_known_people_write_on_the_same_new_day(ada: Member) -> None:
    brought(ada, connections(BEN, DORA))
    talk = [
        message("Ben Sørensen", "ben-s", "2024-03-01", sent=False),
        message("Dora Lindqvist", "dora-l", "2024-03-01", sent=True),
    ]
    upload = brought(
        ada, archive(connections=connections(BEN, DORA), messages=messages(*talk)), "archive.zip"
    )

    assert upload.state == State.DONE
    days = Interaction.objects.visible_to(ada).filter(on="2024-03-01")
    assert sorted(len(day.people.all()) for day in days) == [1, 1]


def test_what_breaks_on_its_way_in_is_taken_back(ada: Member) -> None:
    upload = read(ada, connections(BEN, DORA))
    origin = Origin.objects.create(owner=ada, kind=OriginKind.IMPORT, ref=upload.pk)  # its first step
    Import.objects.filter(pk=upload.pk).update(state=State.APPLYING, origin=origin)
    with pytest.raises(RuntimeError), give_up(upload.pk, last=True):
        raise RuntimeError
    undone(upload)

    assert (upload.state, upload.problem) == (State.FAILED, "our-fault")
    assert not Contact.objects.exists()


def test_a_broken_row_about_somebody_of_an_earlier_batch_does_not_stop_the_import(ada: Member) -> None:
    whole, half = "BEGIN:VCARD\nVERSION:3.0\nFN:Ben\nEND:VCARD\n", "BEGIN:VCARD\nVERSION:3.0\nFN:Ben\n"
    assert read(ada, whole * 1_000 + half * 3, "cards.vcf").state == State.READY
