"""Whatever happens, the snapshot says what the tables say, and what a build from them would say."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.relationships.graph.drawn import built_anew, kept_up
from tests.relationships.graph.people import built
from tests.relationships.graph.random_lives import Lives, as_pages_say

pytestmark = pytest.mark.postgres


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [0, 2])
def test_a_snapshot_kept_up_is_as_one_built_anew(seed: int, tmp_path: Path) -> None:
    lives = Lives(Random(seed))
    built()
    happened, met = [], set()
    for step in range(80):
        happened.append(lives.happen())
        drawn = kept_up()
        assert drawn == as_pages_say(), happened[-3:]
        met.add(len(drawn.ties))
        if step % 40 == 0:
            assert drawn == built_anew(tmp_path / str(step))
    assert len(met) > 3
