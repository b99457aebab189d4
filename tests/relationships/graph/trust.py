"""What the graph of lent ties must not tell: what somebody is open to. What fakes learn of ties: bench.trust."""

from __future__ import annotations

from hypothesis import strategies as st

from comity.relationships.graph.actions.openness import choose_openness
from tests.trust.proofs import Proofs, Secret, Switch, everything
from tests.trust.scene import Scene

ALL_OPENNESS = Switch(("comity.relationships.graph.models.OpennessQuerySet.visible_to",), everything)
OPEN_TO = st.tuples(st.booleans(), st.booleans(), st.booleans())


def _open_to(here: Scene, what: tuple[bool, bool, bool]) -> None:
    introductions, suggestions, by_address = what
    choose_openness(
        by=here.owner, to_introductions=introductions, to_suggestions=suggestions, by_address=by_address
    )


PROOFS = Proofs(
    secrets=[
        Secret(
            "what one is open to",
            OPEN_TO,
            _open_to,
            ALL_OPENNESS,
            ((True, False, False), (False, True, True)),
        )
    ],
)
