from __future__ import annotations

import numpy as np
import pytest

from comity.graphkit.building import csr


@pytest.mark.parametrize("near", [1, 1_000, csr.NEAR])
def test_rows_are_the_same_however_they_are_sorted(monkeypatch: pytest.MonkeyPatch, near: int) -> None:
    chance = np.random.default_rng(2)
    people, hub = 2_000, 3
    pairs = np.unique(chance.integers(0, people, (30_000, 2)), axis=0)
    pairs = np.concatenate(
        (pairs[pairs[:, 0] != hub], np.stack((np.full(people, hub), np.arange(people)), axis=1))
    )
    chance.shuffle(pairs)
    owners, ids = pairs.T.astype(np.int32)
    strengths = chance.integers(1, 251, len(pairs)).astype(np.uint8)
    sorted_ = csr.sorted_rows(people, owners, ids, strengths)
    monkeypatch.setattr(csr, "MANY", 0)
    monkeypatch.setattr(csr, "NEAR", near)
    counted = csr.sorted_rows(people, owners, ids, strengths)
    assert sorted_.words.tolist() == counted.words.tolist()
    assert sorted_.ids.tolist() == counted.ids.tolist()
    assert sorted_.strengths.tolist() == counted.strengths.tolist()


def test_more_people_than_a_sort_can_tell_apart_are_refused() -> None:
    none, nothing = np.empty(0, np.int32), np.empty(0, np.uint8)
    assert len(csr.strongest_of_each(csr.MOST_PEOPLE, none, none, nothing)[0]) == 0
    with pytest.raises(ValueError, match="268435455 at most"):
        csr.strongest_of_each(csr.MOST_PEOPLE + 1, none, none, nothing)
