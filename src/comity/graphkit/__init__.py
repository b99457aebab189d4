"""Questions to a graph of who introduces whom, answered in microseconds: see docs/graphkit.md.

Pure numbers: numpy, and numba where it is at hand (imported with the first question). No Django.
"""

from comity.graphkit.answers import Path, Reach, Route, ShortestPaths, Suggestion, SuggestionTable
from comity.graphkit.arrays import SCALE
from comity.graphkit.building.build import build
from comity.graphkit.errors import Busy, Full, GraphError, Refused
from comity.graphkit.graph import Graph
from comity.graphkit.own import Ties
from comity.graphkit.scores import Score
from comity.graphkit.store import Store
from comity.graphkit.twin import Twin
from comity.graphkit.writer import Writer

__all__ = [
    "SCALE",
    "Busy",
    "Full",
    "Graph",
    "GraphError",
    "Path",
    "Reach",
    "Refused",
    "Route",
    "Score",
    "ShortestPaths",
    "Store",
    "Suggestion",
    "SuggestionTable",
    "Ties",
    "Twin",
    "Writer",
    "build",
]
