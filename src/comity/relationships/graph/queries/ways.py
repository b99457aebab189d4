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
class FirstWay:
    """The first of several members to whom there is a way, and that way; nobody where there is none to any."""

    is_ready: bool
    member_id: int | None = None
    way: Way | None = None


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


def first_way(viewer: Member, member_ids: Sequence[int], *, hops: int = 3) -> FirstWay:
    """Return a way to the first of some members, in the order given, to whom there is one. Three queries.

    It is the way that ``ways_to`` has to that member. The order is the caller's, and must not rest on what others lend:
    whoever can be reached *best* is nobody's to know (docs/graph.md).
    """
    graph = current()
    own = own_ties(viewer)
    if graph is None:
        return FirstWay(is_ready=False)
    wanted = [member for member in member_ids if member not in {viewer.pk, *own.members}]
    me, *mine = graph.ids_of([viewer.pk, *own.members]).tolist()
    ties = Ties(mine, own.strengths, me=me)
    for member, goal in zip(wanted, graph.ids_of(wanted).tolist(), strict=True):
        paths = graph.introductions(ties, goal, 1, hops=hops) if goal >= 0 else []
        if paths:
            return FirstWay(is_ready=True, member_id=member, way=_way(graph, paths[0]))
    return FirstWay(is_ready=True)


def _way(graph: Graph, path: Path) -> Way:
    first, *others = graph.keys_of(path.people[:-1]).tolist()
    return Way(first, *others)
