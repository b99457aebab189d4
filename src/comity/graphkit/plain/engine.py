"""All questions in numpy alone: a hundred times slower than the kernels, and everywhere at hand."""

from __future__ import annotations

from comity.graphkit.plain import change, paths, spread, suggest


class Plain:
    name = "plain"
    introductions = staticmethod(paths.introductions)
    insiders = staticmethod(paths.insiders)
    suggestions = staticmethod(suggest.suggestions)
    suggestions_many = staticmethod(suggest.suggestions_many)
    reach = staticmethod(spread.reach)
    distance = staticmethod(spread.distance)
    shortest_paths = staticmethod(spread.shortest_paths)
    set_ties = staticmethod(change.set_ties)


ENGINE = Plain()
