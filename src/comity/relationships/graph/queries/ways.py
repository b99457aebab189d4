"""Ways over lent ties, for routing on the server: who lends to whom is nobody's to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    asked = _asked(viewer, [target.pk])
    if asked is None:
        return Ways(is_ready=False)
    graph, own, goals = asked
    found: list[Path] = []
    while goals and len(found) < k:
        firsts = [path.people[0] for path in found]
        ties = Ties(own.ids, own.strengths, me=own.me, without=firsts)
        paths = graph.introductions(ties, goals[target.pk], 1, hops=hops)
        if not paths:
            break
        found += paths
    return Ways(is_ready=True, ways=tuple(_way(graph, path) for path in found))


def first_way(viewer: Member, member_ids: Sequence[int], *, hops: int = 3) -> FirstWay:
    """Return a way to the first of some members, in the order given, to whom there is one. Three queries.

    It is the way that ``ways_to`` has to that member. The order is the caller's, and must not rest on what others lend:
    whoever can be reached *best* is nobody's to know (docs/graph.md).
    """
    asked = _asked(viewer, member_ids)
    if asked is None:
        return FirstWay(is_ready=False)
    graph, ties, goals = asked
    for member, goal in goals.items():
        paths = graph.introductions(ties, goal, 1, hops=hops)
        if paths:
            return FirstWay(is_ready=True, member_id=member, way=_way(graph, paths[0]))
    return FirstWay(is_ready=True)


def _asked(viewer: Member, members: Iterable[int]) -> tuple[Graph, Ties, dict[int, int]] | None:
    """Return the graph, the viewer's ties in it, and the id there of each of the members whom a way can lead to."""
    graph = current()
    own = own_ties(viewer)
    if graph is None:
        return None
    near = {viewer.pk, *own.members}
    wanted = [member for member in members if member not in near]
    me, *mine = graph.ids_of([viewer.pk, *own.members]).tolist()
    ids = zip(wanted, graph.ids_of(wanted).tolist(), strict=True)
    return graph, Ties(mine, own.strengths, me=me), {member: one for member, one in ids if one >= 0}


def _way(graph: Graph, path: Path) -> Way:
    first, *others = graph.keys_of(path.people[:-1]).tolist()
    return Way(first, *others)
