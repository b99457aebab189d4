from __future__ import annotations

import threading
from pathlib import Path

import pytest

from comity.graphkit import Busy, Store, Ties, build

ENGINES = ("plain", "compiled")


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Ada (0) knows Ben (1), who lends his tie to Cleo (2); Dan (3) is alone."""
    build(tmp_path / "graph", people=range(4), sources=[1], targets=[2], strengths=[100], circles=[0] * 4)
    return Store(tmp_path / "graph", engine=request.param)


ADA = Ties([1], [200], me=0)


def test_the_next_question_knows_of_each_change(store: Store) -> None:
    graph = store.current()
    with store.change() as writer:
        assert graph.introductions(ADA, 2)[0].strengths == (200, 100)
        writer.set_tie(1, 2, 150)
        assert graph.introductions(ADA, 2)[0].strengths == (200, 150)
        writer.mask(1)
        assert graph.introductions(ADA, 2) == []
        writer.mask(1, False)
        writer.block(0, 2)
        assert graph.introductions(ADA, 2) == []
        writer.unblock(0, 2)
        assert len(graph.introductions(ADA, 2)) == 1
        writer.set_tie(1, 2, 0)
        assert graph.introductions(ADA, 2) == []
    assert store.current() is graph


def test_nothing_is_kept_between_two_who_blocked_each_other_nor_to_oneself(store: Store) -> None:
    graph = store.current()
    with store.change() as writer:
        writer.block(2, 1)
        writer.set_tie(1, 2, 90)
        writer.set_tie(3, 3, 90)
    assert len(graph.lent(1)[0]) == len(graph.lent(3)[0]) == 0


def test_somebody_new_can_be_led_to_and_found_by_key(store: Store) -> None:
    graph = store.current()
    with store.change() as writer:
        ids = writer.add_people([77, 2, 77])
        assert ids.tolist() == [4, 2, 4]
        writer.set_tie(1, 4, 250)
    assert graph.ids_of([77]).tolist() == [4]
    assert graph.keys_of([4]).tolist() == [77]
    assert graph.introductions(ADA, 4)[0].people == (1, 4)
    with store.change() as writer:
        writer.rebuild()
    assert store.current().introductions(ADA, 4)[0].people == (1, 4)
    assert store.current().ids_of([77, 3]).tolist() == [4, 3]


def test_the_forgotten_are_on_no_path_and_not_found_by_key(store: Store) -> None:
    with store.change() as writer:
        writer.block(2, 3)
        writer.forget(2)
        writer.set_tie(1, 2, 9)
    graph = store.current()
    assert graph.ids_of([2]).tolist() == [-1]
    assert graph.introductions(ADA, 2) == []
    with store.change() as writer:
        writer.rebuild()
    graph = store.current()
    assert graph.ids_of([2]).tolist() == [-1]
    assert graph.keys_of([2])[0] < 0
    assert len(graph.generation.blocks.row(3)[0]) == 0


def test_a_group_gets_and_changes_members(store: Store) -> None:
    with store.change() as writer:
        writer.set_group(500, [3, 1])
        writer.set_group(500, [3, 2, 2])
    assert store.current().members_of(500).tolist() == [2, 3]


def test_room_is_made_when_there_is_none_left(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.graphkit.building.write.spare_entries", lambda entries: 7)
    monkeypatch.setattr("comity.graphkit.building.write.spare_people", lambda people: 2)
    with store.change() as writer:
        writer.rebuild()
        for strength in range(1, 30):
            writer.set_ties([1, 3, 3], [2, 1, 0], [strength, strength + 1, 7])
        writer.add_people(range(100, 110))
        writer.publish(3)
    graph = store.current()
    assert graph.lent(3)[0].tolist() == [1, 0]
    assert graph.lent(1)[1].tolist() == [29]
    assert graph.ids_of([109]).tolist() == [13]
    assert graph.sequence == 3


@pytest.mark.parametrize("wrong", [(4, 0, 1), (0, -1, 1), (0, 1, 251), (0, 1, -1)])
def test_a_change_that_makes_no_sense_changes_nothing(store: Store, wrong: tuple[int, int, int]) -> None:
    with store.change() as writer:
        with pytest.raises((IndexError, ValueError)):
            writer.set_tie(*wrong)
        with pytest.raises((IndexError, ValueError)):
            writer.set_ties([1, wrong[0]], [2, wrong[1]], [3, wrong[2]])
    assert store.current().lent(1)[1].tolist() == [100]


def test_there_is_one_writer_at_a_time(store: Store) -> None:
    other = Store(store.root, engine="plain")

    def wait_and_change() -> None:
        with other.change(seconds=30) as writer:
            writer.set_tie(0, 3, 8)

    with store.change():
        with pytest.raises(Busy), other.change(seconds=0.05):
            pass
        waiting = threading.Thread(target=wait_and_change)
        waiting.start()
        assert store.current().lent(0)[0].tolist() == []
    waiting.join(30)
    assert store.current().lent(0)[0].tolist() == [3]


def test_an_error_in_the_block_lets_the_next_writer_in(store: Store) -> None:
    with pytest.raises(RuntimeError), store.change():
        raise RuntimeError
    with store.change(seconds=1) as writer:
        writer.set_tie(0, 1, 5)
    assert store.current().lent(0)[0].tolist() == [1]


def test_a_row_keeps_its_order(store: Store) -> None:
    with store.change() as writer:
        writer.set_ties([0, 0, 0, 0, 0], [3, 1, 2, 1, 3], [50, 60, 50, 70, 80])
    ids, strengths = store.current().lent(0)
    assert list(zip(ids.tolist(), strengths.tolist(), strict=True)) == [(3, 80), (1, 70), (2, 50)]
