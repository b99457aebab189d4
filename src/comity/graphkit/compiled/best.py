"""The best paths so far, in order."""

from __future__ import annotations

from typing import Any, Final

from comity.graphkit.compiled.jit import part

WIDTH: Final = 7
"""A path is seven numbers: value, hops, the two between, and the strengths of the three ties."""


@part
def make_room(answer: Any, base: Any, count: Any, k: Any, at: Any, width: Any) -> Any:
    """Move what comes from place ``at`` on by one place; beyond ``k`` it is lost. Return how many there are."""
    count = min(count + 1, k)
    for move in range((count - 1) * width - 1, at * width - 1, -1):
        answer[base + move + width] = answer[base + move]
    return count


@part
def keep_best(
    answer: Any,
    base: Any,
    count: Any,
    k: Any,
    value: Any,
    hops: Any,
    first: Any,
    second: Any,
    own: Any,
    tie: Any,
    last: Any,
) -> Any:
    """Put a path in its place among the best ``k``, if it has one; return how many there are."""
    at = count
    while at > 0:
        before = base + (at - 1) * WIDTH
        if answer[before] > value:
            break
        if answer[before] == value:
            if answer[before + 1] < hops:
                break
            if answer[before + 1] == hops:
                if answer[before + 2] < first:
                    break
                if answer[before + 2] == first and answer[before + 3] < second:
                    break
        at -= 1
    if at >= k:
        return count
    count = make_room(answer, base, count, k, at, WIDTH)
    place = base + at * WIDTH
    answer[place] = value
    answer[place + 1] = hops
    answer[place + 2] = first
    answer[place + 3] = second
    answer[place + 4] = own
    answer[place + 5] = tie
    answer[place + 6] = last
    return count


@part
def worst_kept(answer: Any, base: Any, count: Any, k: Any) -> Any:
    """Return the value that a path must have to be of interest."""
    return answer[base + (k - 1) * WIDTH] if count == k else 1


@part
def take_out(answer: Any, base: Any, count: Any, at: Any) -> Any:
    """Close the gap that the path at one place leaves; return how many there are."""
    for move in range(base + at * WIDTH, base + (count - 1) * WIDTH):
        answer[move] = answer[move + WIDTH]
    return count - 1
