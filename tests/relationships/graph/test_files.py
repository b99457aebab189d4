"""Files that are missing, cut short, foreign or broken: never an error, and whole again after the background work."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from comity.foundation.work.jobs import run_one
from comity.foundation.work.models import Job
from comity.graphkit.files.lock import locked
from comity.people.members.models import Member
from comity.relationships.graph.actions.rebuilding import disown_snapshots
from comity.relationships.graph.models import Change, Numbering
from comity.relationships.graph.queries.suggestions import suggestions_for
from comity.relationships.graph.queries.ways import FirstWay, Way, Ways, first_way, ways_to
from comity.relationships.graph.snapshot import applying, building, current
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from tests.relationships.graph.drawn import kept_up
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import tied

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Circle = tuple[Member, Member, Member]
Break = Callable[[Path], object]


@pytest.fixture
def circle() -> Circle:
    seeker, lender, target = people("seeker", "lender", "target")
    tied(seeker, lender)
    lent((lender, target))
    return seeker, lender, target


def folder() -> Path:
    root = current.root_of(Numbering.objects.get().lineage)
    return root / (root / "current").read_text().strip()


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[0] ^= 255
    path.write_bytes(data)


def newer(path: Path) -> None:
    facts = json.loads((path / "manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps({**facts, "version": 99}))


def foreign(root: Path) -> None:
    shutil.rmtree(root)
    root.mkdir()
    (root / "holiday.jpg").write_bytes(b"sun")


def no_folder(root: Path) -> None:
    shutil.rmtree(root)
    root.write_text("a file")


BROKEN: dict[str, Break] = {
    "all of it is gone": lambda one: shutil.rmtree(one.parent),
    "the build is gone": shutil.rmtree,
    "a file is gone": lambda one: (one / "out.ids").unlink(),
    "a file is cut short": lambda one: cut(one / "out.ids"),
    "a bit is flipped": lambda one: flip(one / "out.words"),
    "the manifest is no JSON": lambda one: (one / "manifest.json").write_text("{"),
    "a newer version wrote it": newer,
    "it points nowhere": lambda one: (one.parent / "current").write_text("generation-nowhere\n"),
    "it points out of the folder": lambda one: (one.parent / "current").write_text("../../etc\n"),
    "something else lies there": lambda one: foreign(one.parent),
    "a file lies where the folder should": lambda one: no_folder(one.parent),
}


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_broken_is_built_anew(how: str, circle: Circle) -> None:
    seeker, lender, target = circle
    built()
    assert ways_to(seeker, target) == Ways(True, (Way(lender.pk),))
    place = folder()
    current._stores.clear()  # as in a process that begins: files are looked at as they are opened
    BROKEN[how](place)
    assert ways_to(seeker, target) == Ways(False)
    assert not first_way(seeker, [target.pk]).is_ready
    assert not suggestions_for(seeker).is_ready
    assert Job.objects.filter(unique=current.REBUILD).count() == 1
    while run_one():
        pass
    assert ways_to(seeker, target) == Ways(True, (Way(lender.pk),))


def test_there_is_none_before_the_first_build(circle: Circle) -> None:
    seeker, lender, target = circle
    assert ways_to(seeker, target) == Ways(False)
    while run_one():
        pass
    assert ways_to(seeker, target) == Ways(True, (Way(lender.pk),))
    assert kept_up().ties


def test_who_still_maps_what_was_taken_away_learns_of_the_new_one(circle: Circle) -> None:
    seeker, _, target = circle
    built()
    assert ways_to(seeker, target).ways
    shutil.rmtree(folder().parent)
    assert not ways_to(seeker, target).is_ready
    built()
    assert ways_to(seeker, target).ways


def test_an_empty_instance_has_a_snapshot_too(ada: Member, ben: Member) -> None:
    built()
    assert ways_to(ada, ben) == Ways(True)
    assert not kept_up().ties
    assert first_way(ada, [ben.pk, 10**12]) == FirstWay(is_ready=True)


def test_a_restored_database_takes_no_older_snapshot(circle: Circle) -> None:
    seeker, lender, target = circle
    built()
    lend_tie(by=lender, other=target, lends=Lending.ASK)
    assert not ways_to(seeker, target).ways
    disown_snapshots()
    assert not ways_to(seeker, target).is_ready
    while run_one():
        pass
    assert ways_to(seeker, target).is_ready
    assert len([one for one in folder().parent.parent.iterdir() if one.name == folder().parent.name]) == 1


def test_a_snapshot_ahead_of_its_database_is_not_believed(circle: Circle) -> None:
    seeker, _, target = circle
    built()
    with current.store_of(Numbering.objects.get().lineage).change() as writer:
        writer.publish(10**6)
    assert not ways_to(seeker, target).is_ready


def test_changes_long_held_are_thrown_away_and_who_lacks_them_builds_anew(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeker, lender, target = circle
    built()
    count = Change.objects.count()
    assert count
    Change.objects.update(at=timezone.now() - timedelta(days=3))
    lend_tie(by=lender, other=target, lends=Lending.ASK)
    assert not ways_to(seeker, target).ways
    built()
    assert Change.objects.count() == 1
    assert Numbering.objects.get().pruned == count
    with current.store_of(Numbering.objects.get().lineage).change() as writer:
        writer.publish(0)  # as after a start of the machine with an old build
    assert not ways_to(seeker, target).is_ready


def test_who_is_too_far_behind_builds_anew(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    seeker, lender, target = circle
    built()
    monkeypatch.setattr(applying, "TOO_MANY", 3)
    for lends in (Lending.ASK, Lending.YES) * 2:
        lend_tie(by=lender, other=target, lends=lends)
    assert not ways_to(seeker, target).is_ready
    while run_one():
        pass
    assert ways_to(seeker, target).ways


def test_a_build_that_fails_leaves_what_was(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    seeker, lender, target = circle
    built()

    def full(*arguments: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "build", full)
    with pytest.raises(OSError, match="No space"):
        built()
    lend_tie(by=lender, other=target, lends=Lending.ASK)
    assert ways_to(seeker, target) == Ways(True)


def test_who_looked_just_before_another_change_came_in_believes_the_snapshot(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeker, lender, target = circle
    built()
    before = Numbering.stand()
    lend_tie(by=lender, other=target, lends=Lending.ASK)
    built()
    stands = iter([before, Numbering.stand()])
    monkeypatch.setattr(Numbering, "stand", lambda: next(stands))
    assert ways_to(seeker, target) == Ways(True)


def test_where_another_holds_the_graph_for_long_nobody_is_told_what_was(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeker, lender, target = circle
    built()
    monkeypatch.setattr(applying, "_WAIT_S", 0.01)
    lend_tie(by=lender, other=target, lends=Lending.ASK)
    with locked(current.root_of(Numbering.objects.get().lineage)):
        assert ways_to(seeker, target) == Ways(False)
    assert not Job.objects.filter(unique=current.REBUILD).exists()
    assert ways_to(seeker, target) == Ways(True)
