"""Where kernels find things: a graph and a scratch are each a short list of addresses."""

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
MARKS: Final = 0
"""A byte for each person."""
SEEN: Final = 1
"""Another; what is in there counts only if it is of this question's round."""
ROUND: Final = 2
"""The last value used in SEEN, and how many bytes SEEN has."""
FILTER: Final = 3
"""A byte for each of the last 12 bits of an id: says quickly who is not marked."""
BEST: Final = 4
"""Two bytes for each person: the value of the best path of two ties."""
SUMS: Final = 5
"""Eight bytes for each person."""
BITS: Final = 6
SHUT_BITS: Final = 7
SHUT: Final = 8
LIST: Final = 9
OTHER_LIST: Final = 10
LEVELS: Final = 11
ANSWER: Final = 12
SCRATCH_FIELDS: Final = 13

FILTER_SIZE: Final = 4096
MOST_LEVELS: Final = 256
"""How far from either end a search may go; LEVELS holds where each level starts, first of one end, then of the other."""
