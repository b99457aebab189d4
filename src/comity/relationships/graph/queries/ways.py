"""Ways over lent ties, for routing on the server: who lends to whom is nobody's to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.graphkit import Graph, Path, Ties
from comity.people.members.models import Member
from comity.relationships.graph.queries.own import own_ties
from comity.relationships.graph.snapshot.current import current


@dataclass(frozen=True, slots=True)
class Way:
    """Over whom a member can be reached, by id. Only ``first`` may ever be shown to the viewer, as "may be able to help".

    ``second`` is whom ``first`` would pass the request on to, and must be kept from the viewer: that the two are
    tied is theirs.
    """

    first_id: int
    second_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways to one member, the strongest first; not ready while the graph is being built, which is no "none"."""

    is_ready: bool
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """One of several members who can be reached, and how; ``way`` is None for one whom the viewer has a tie with."""

    member_id: int
    way: Way | None


@dataclass(frozen=True, slots=True)
class Insiders:
    is_ready: bool
    reached: tuple[Reached, ...] = ()


def ways_to(viewer: Member, target: Member, *, k: int = 1, hops: int = 3) -> Ways:
    """Return up to ``k`` ways from the viewer to ``target`` over two or three ties, each over another contact.

    None to oneself, to whom one is tied with already, to who has closed introductions or is not there. For
    routing on the server; see ``Way`` for what may be shown. Three queries.
    """
    graph = current()
    own = own_ties(viewer)
    if graph is None:
        return Ways(is_ready=False)
    if target.pk in (viewer.pk, *own.members):
        return Ways(is_ready=True)
    me, goal, *mine = graph.ids_of([viewer.pk, target.pk, *own.members]).tolist()
    if goal < 0:
        return Ways(is_ready=True)
    found: list[Way] = []
    firsts: list[int] = []
    while len(found) < k:
        ties = Ties(mine, own.strengths, me=me, without=firsts)
        paths = graph.introductions(ties, goal, 1, hops=hops)
        if not paths:
            break
        found.append(_way(graph, paths[0]))
        firsts.append(paths[0].people[0])
    return Ways(is_ready=True, ways=tuple(found))


def insiders_for(viewer: Member, member_ids: Sequence[int], *, k: int = 5, hops: int = 3) -> Insiders:
    """Return the ``k`` of some members who can be reached best, as of those at a company. Three queries.

    For routing on the server: neither how far somebody is, nor how many can be reached, may be shown.
    """
    graph = current()
    own = own_ties(viewer)
    if graph is None:
        return Insiders(is_ready=False)
    me, *mine = graph.ids_of([viewer.pk, *own.members]).tolist()
    known = dict(zip(mine, own.members, strict=True))
    wanted = [member for member in member_ids if member != viewer.pk]
    ids = graph.ids_of(wanted)
    paths = graph.insiders(Ties(mine, own.strengths, me=me), ids[ids >= 0], k, hops=hops) if len(ids) else []
    reached = []
    for path in paths:
        way = None if path.people[-1] in known else _way(graph, path)
        reached.append(Reached(int(graph.keys_of([path.people[-1]])[0]), way))
    return Insiders(is_ready=True, reached=tuple(reached))


def _way(graph: Graph, path: Path) -> Way:
    first, *others = graph.keys_of(path.people[:-1]).tolist()
    return Way(first, *others)
