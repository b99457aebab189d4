"""Where kernels find things: a frame is a short list of addresses, first a graph's, then those of a thread's scratch."""

from __future__ import annotations

from typing import Final

# a graph
STATE: Final = 0
OUT: Final = 1
INTO: Final = 4
"""Ties one way or the other: addresses of words, ids and strengths, in this order."""
BLOCKS: Final = 7
"""Addresses of words and ids."""
FLAGS: Final = 9
GRAPH_FIELDS: Final = 10

# a thread's scratch; everything but lists is zero between two questions
MARKS: Final = 10
"""A byte for each person."""
SEEN: Final = 11
"""Another; what is in there counts only if it is of this question's round."""
ROUND: Final = 12
"""The last value used in SEEN, and how many bytes SEEN has."""
FILTER: Final = 13
"""A byte for each of the last 12 bits of an id: says quickly who is not marked."""
BEST: Final = 14
"""Two bytes for each person: the value of the best path of two ties."""
SUMS: Final = 15
"""Eight bytes for each person."""
BITS: Final = 16
SHUT_BITS: Final = 17
SHUT: Final = 18
LIST: Final = 19
OTHER_LIST: Final = 20
LEVELS: Final = 21
ANSWER: Final = 22
FIELDS: Final = 23

FILTER_SIZE: Final = 4096
MOST_LEVELS: Final = 256
"""How far from either end a search may go; LEVELS holds where each level starts, first of one end, then of the other."""
