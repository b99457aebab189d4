"""Why somebody is on the list, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.relationships.ties.enums import Cadence
from comity.relationships.ties.queries.person import how_often
from comity.relationships.touch.enums import Basis
from comity.relationships.touch.rules.rhythm import Facts, rhythm_of

_WEEK, _MONTH, _YEAR = 7, 30.44, 365.25


def how_long(days: int) -> str:
    """Return a length of time as people say it: "9 weeks", "a year"."""
    if days < 2 * _WEEK:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days < 3 * _MONTH:
        weeks = round(days / _WEEK)
        return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
    if days < 2 * _YEAR:
        months = round(days / _MONTH)
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = round(days / _YEAR)
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def rhythm_in_words(facts: Facts) -> str:
    """Return how often the owner and a person are to be in touch, and who says so."""
    days, basis = rhythm_of(facts)
    often = {"often": how_long(days)}
    if basis in (Basis.CHOSEN, Basis.TAG):
        return _("You want to get back to them %(often)s.") % {"often": how_often(days)}
    if basis == Basis.LEARNT:
        return _("You are in touch about every %(often)s.") % often
    return _("Knowing each other as you do, %(often)s is a good time between.") % often


def why_nudged(facts: Facts, today: date) -> str:
    """Return the rhythm, and how long it has been."""
    if facts.last_on is None:
        return rhythm_in_words(facts) + " " + _("Nothing is noted with them yet.")
    long = how_long(max((today - facts.since).days, 0))
    return rhythm_in_words(facts) + " " + _("It has been %(long)s.") % {"long": long}


def why_dormant(last_on: date, today: date, *, is_bridge: bool) -> str:
    """Return why an old tie is worth waking."""
    long = {"long": how_long((today - last_on).days)}
    if is_bridge:
        return (
            _("You knew each other well, and they know other people than you do. It has been %(long)s.")
            % long
        )
    return _("You knew each other well. It has been %(long)s.") % long


@dataclass(frozen=True, slots=True)
class Choice:
    """A cadence one can choose; empty: as it comes."""

    days: int | None
    label: str
    is_chosen: bool


def cadence_choices(chosen: int | None) -> tuple[Choice, ...]:
    """Return the cadences to choose from, with the one that is chosen among them."""
    days = sorted({*Cadence.values, *([chosen] if chosen else [])})
    return (
        Choice(None, _("as it comes"), chosen is None),
        *(Choice(one, how_often(one), one == chosen) for one in days),
    )
