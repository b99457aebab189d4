"""What was done a moment ago and can be taken back: kept in the session, so that an Undo needs no trust in its form.

And why something that happened cannot be noted, in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.foundation.core.ids import new_public_id
from comity.people.members.http import MemberRequest
from comity.relationships.ties.actions.interactions import NotYet, WithOneself

_KEY = "book_undo"
_MOST = 8
_MANY = 500  # people; what many are taken back by is the only one kept: a session is read with every page
_AT_ONCE = 5000


def undo_address(request: MemberRequest, act: str, **what: Any) -> str:
    """Remember how to take something back; return where its Undo button posts."""
    key = new_public_id()
    is_large = len(what.get("ids", ())) > _MANY
    earlier = [] if is_large else request.session.get(_KEY, [])[-(_MOST - 1) :]
    request.session[_KEY] = [*earlier, [key, act, what]]
    return reverse("pages:book-undo", args=[key])


@transaction.atomic
def with_all(act: Callable[[Sequence[str]], list[str]], ids: Sequence[str]) -> list[str]:
    """Do something to people of any number, all or none of them, some thousands a statement."""
    return [one for start in range(0, len(ids), _AT_ONCE) for one in act(ids[start : start + _AT_ONCE])]


def take_undo(request: MemberRequest, key: str) -> tuple[str, dict[str, Any]] | None:
    """Return what that button takes back, once."""
    kept = request.session.get(_KEY, [])
    found = next((entry for entry in kept if entry[0] == key), None)
    if found is None:
        return None
    request.session[_KEY] = [entry for entry in kept if entry is not found]
    return found[1], found[2]


def why_not(problem: Exception) -> str:
    """Return why something that happened cannot be noted like this."""
    match problem:
        case NotYet():
            return _("That day has not come yet.")
        case WithOneself():
            return _("“%(name)s” is you. Only what you have with others can be noted.") % {
                "name": isolated(problem)
            }
        case _other:
            return _("Say who was there: at least one person of your book.")
