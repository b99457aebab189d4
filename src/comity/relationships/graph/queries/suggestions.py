"""Members who might be suggested to a viewer, from lent ties alone; for ranking on the server, not for showing."""

from __future__ import annotations

from dataclasses import dataclass

from comity.graphkit import Score, Ties
from comity.people.members.models import Member
from comity.relationships.graph.queries.own import own_ties
from comity.relationships.graph.snapshot.current import current

LENDERS = 3
"""So many of the viewer's contacts must lend a tie to somebody; how many and who is never told."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Members by id, the highest score first. Scores and order rest on what others lend and are not to be shown."""

    is_ready: bool
    members: tuple[tuple[int, float], ...] = ()


def suggestions_for(viewer: Member, k: int = 50) -> Suggested:
    """Return members open to suggestions to whom three or more of the viewer's contacts lend a tie. Three queries.

    Nobody the viewer is tied with, nor anyone blocked between the two. Each is let know that this may happen
    (``Openness.to_suggestions``); the viewer learns no reason.
    """
    graph = current()
    own = own_ties(viewer)
    if graph is None:
        return Suggested(is_ready=False)
    me, *mine = graph.ids_of([viewer.pk, *own.members]).tolist()
    ties = Ties(mine, own.strengths, me=me)
    found = graph.suggestions(ties, k, score=Score.TEMPERED, is_weighted=True, at_least=LENDERS, reasons=0)
    keys = graph.keys_of([one.person for one in found]).tolist()
    scores = [one.score for one in found]
    return Suggested(is_ready=True, members=tuple(zip(keys, scores, strict=True)))
