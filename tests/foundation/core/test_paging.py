"""Numbers of pages as they stand in an address: whatever else stands there means the first."""

from __future__ import annotations

import pytest

from comity.foundation.core.paging import number_of


@pytest.mark.parametrize(
    "asked", [None, "", "0", "-1", "1.5", "²", "٣", "10000", "9" * 5_000, "0" * 5_000 + "2", " 2"]
)
def test_what_is_no_number_is_the_first(asked: str | None) -> None:
    assert number_of(asked) == 1


def test_a_number_is_itself() -> None:
    assert [number_of(text) for text in ("1", "02", "9999")] == [1, 2, 9999]
