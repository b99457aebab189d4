from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from comity.graphkit import Graph, Refused, Store, build
from comity.graphkit.files.layout import VERSION
from comity.graphkit.files.manifest import Manifest, read_manifest
from comity.graphkit.files.state import At


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "graph"
    build(
        root,
        people=[10, 20, 30, 40],
        sources=[10, 20, 30, 10, 10],
        targets=[20, 30, 40, 20, 10],
        strengths=[100, 200, 50, 120, 9],
        groups={7: [30, 40], 8: [10, 20, 30]},
        masked=[30],
        sequence=5,
    )
    return root


def folder_of(root: Path) -> Path:
    return Graph.open(root).generation.folder


def test_what_was_built_is_there(root: Path) -> None:
    graph = Graph.open(root)
    ids = graph.ids_of([10, 20, 30, 40, 50])
    assert graph.keys_of(ids[:4]).tolist() == [10, 20, 30, 40]
    assert ids[4] == -1
    assert graph.people == 4
    assert graph.sequence == 5
    assert sorted(graph.keys_of(graph.members_of(8)).tolist()) == [10, 20, 30]
    assert graph.members_of(9).tolist() == []
    to, strengths = graph.lent(int(ids[0]))
    assert (to.tolist(), strengths.tolist()) == ([ids[1]], [120])  # the stronger of two, none to oneself
    assert graph.lent_to(int(ids[1]))[0].tolist() == [ids[0]]


def test_members_of_the_smallest_group_lie_side_by_side(root: Path) -> None:
    graph = Graph.open(root)
    assert abs(np.diff(graph.ids_of([30, 40]))) == 1


def test_nobody_at_all_is_a_graph(tmp_path: Path) -> None:
    build(tmp_path / "graph", people=[], sources=[], targets=[], strengths=[])
    graph = Graph.open(tmp_path / "graph")
    assert graph.people == 0
    assert graph.ids_of([1]).tolist() == [-1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": [1, 1]}, "named twice"),
        ({"strengths": [0]}, "1 to 250"),
        ({"strengths": [251]}, "1 to 250"),
        ({"targets": [3]}, "3 is not among the people"),
        ({"masked": [-4]}, "-4 is not among the people"),
        ({"circles": [1]}, "2 people, but 1 circles"),
        ({"sources": [1, 2]}, "2 sources"),
    ],
)
def test_what_makes_no_sense_is_not_built(tmp_path: Path, wrong: dict[str, list[int]], said: str) -> None:
    given = {"people": [1, 2], "sources": [1], "targets": [2], "strengths": [9], **wrong}
    with pytest.raises(ValueError, match=said):
        build(tmp_path / "graph", **given)  # type: ignore[arg-type]  # a dict of lists
    assert not (tmp_path / "graph").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(Refused, match=r"letters\.txt"):
        build(tmp_path, people=[1], sources=[], targets=[], strengths=[])
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_an_empty_or_foreign_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no graph has been built"):
        Graph.open(tmp_path)
    (tmp_path / "current").write_text("../elsewhere")
    with pytest.raises(Refused, match="not there"):
        Graph.open(tmp_path)


@pytest.mark.parametrize("name", ["out.ids", "into.strengths", "keys", "out.words", "state", "flags.live"])
def test_a_truncated_or_missing_file_is_refused(root: Path, name: str) -> None:
    path = folder_of(root) / name
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(Refused, match=rf"{name}: \d+ elements instead of"):
        Graph.open(root, verify=False)
    path.write_bytes(b"sun")
    with pytest.raises(Refused, match=f"{name}: (ends within|3 elements)"):
        Graph.open(root, verify=False)
    path.unlink()
    with pytest.raises(Refused, match=f"{name}: missing"):
        Graph.open(root, verify=False)


@pytest.mark.parametrize("name", ["out.ids", "into.strengths", "keys.sorted", "blocks.words", "flags"])
def test_a_changed_byte_is_refused(root: Path, name: str) -> None:
    path = folder_of(root) / name
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    with pytest.raises(Refused, match=f"{name}: changed since it was written"):
        Graph.open(root)


def test_a_row_that_points_nowhere_is_refused(root: Path) -> None:
    path = folder_of(root) / "out.live"
    content = np.fromfile(path, np.uint64)
    content[0] = 1 << 40
    content.tofile(path)
    with pytest.raises(Refused, match="ends beyond"):
        Graph.open(root)


def edit(root: Path, **changes: object) -> None:
    path = folder_of(root) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_another_format_another_program_and_an_edit_are_refused(root: Path) -> None:
    folder = folder_of(root)
    edit(root, ties=99)
    with pytest.raises(Refused, match="changed since it was written"):
        Graph.open(root)
    (folder / "manifest.json").write_text(json.dumps({"magic": "comity.graphkit", "version": VERSION + 1}))
    with pytest.raises(Refused, match=f"written in format {VERSION + 1}"):
        Graph.open(root)
    (folder / "manifest.json").write_text('{"magic": "photos"}')
    with pytest.raises(Refused, match="not a graph snapshot"):
        Graph.open(root)
    (folder / "manifest.json").write_bytes(b"\xff\x00")
    with pytest.raises(Refused, match="no readable"):
        Graph.open(root)


def test_the_manifest_says_what_was_written(root: Path) -> None:
    manifest: Manifest = read_manifest(folder_of(root))
    assert (manifest.people, manifest.groups, manifest.ties, manifest.sequence) == (4, 2, 3, 5)
    assert manifest.built_at.endswith("+00:00")


def test_readers_follow_a_rebuild_and_old_files_go(root: Path) -> None:
    store = Store(root)
    before = store.current()
    with store.change() as writer:
        writer.rebuild()
    after = store.current()
    assert not before.is_current
    assert after.is_current
    assert store.current() is after
    assert before.lent(0)[0].tolist() == after.lent(0)[0].tolist()  # what is mapped stays readable
    assert len(list(root.glob("generation-*"))) == 1


def test_what_a_dead_build_left_behind_goes_with_the_next_writer(root: Path) -> None:
    (root / "unfinished-0123").mkdir()
    (root / "unfinished-0123" / "alive").touch()
    with Store(root).change():
        assert list(root.glob("unfinished-*")) == []


def test_changes_that_may_not_have_reached_the_disk_are_undone_after_a_start_of_the_machine(
    root: Path,
) -> None:
    store = Store(root)
    with store.change() as writer:
        writer.set_tie(0, 3, 200)
        writer.mask(0)
        writer.publish(6)
    state = folder_of(root) / "state"
    words = np.fromfile(state, np.uint64)
    words[At.BOOT] += np.uint64(1)
    words.tofile(state)
    graph = Graph.open(root)
    assert graph.sequence == 5
    assert 3 not in graph.lent(0)[0]
    with Store(root).change() as writer:
        writer.set_tie(0, 3, 200)
        writer.publish(6)
    assert graph.sequence == 6
    assert 3 in graph.lent(0)[0]
