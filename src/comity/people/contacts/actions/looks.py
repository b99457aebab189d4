"""Ways of looking at the book that the owner named."""

from __future__ import annotations

from comity.foundation.core.text import clean_line
from comity.people.contacts.models import SavedView
from comity.people.members.models import Member


def save_view(*, by: Member, name: str, query: str) -> SavedView | None:
    """Remember a look under a name, in place of an older one of that name; None without a name."""
    name = clean_line(name, 60)
    if not name:
        return None
    view, _ = SavedView.objects.update_or_create(owner=by, name=name, defaults={"query": query[:1000]})
    return view


def forget_view(*, by: Member, public_id: str) -> tuple[str, str]:
    """Forget a look; return its name and query, empty if there is none."""
    view = SavedView.objects.filter(owner=by, public_id=public_id).first()
    if view is None:
        return "", ""
    view.delete()
    return view.name, view.query
