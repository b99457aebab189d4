"""Whose introductions are theirs as well as Ada's."""

from __future__ import annotations

from tests.trust.proofs import Proofs

PROOFS = Proofs(
    # Uma would like to be introduced to Ada, by Gus.
    opens={"uma": frozenset({"introductions:introduction", "introductions:act"})},
)
