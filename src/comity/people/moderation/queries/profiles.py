"""A member's page as something that can be reported."""

from __future__ import annotations

from django.utils.translation import gettext as _

from comity.people.members.enums import ProfilePart
from comity.people.members.models import Member
from comity.people.members.queries.profile import owner_of_page, profile_for
from comity.people.moderation.registry import Reported


def page_for(viewer: Member, public_id: str) -> Reported | None:
    """Return the page of a member as the viewer sees it, in words. Nine queries at most."""
    owner = owner_of_page(viewer, public_id)
    if owner is None:
        return None
    view = profile_for(viewer, owner)
    lines = [(_("name"), owner.name), *((ProfilePart(part).label, text) for part, text in view.texts.items())]
    lines += [(_("position"), f"{one}\n{one.description}".strip()) for one in view.positions]
    lines += [(_("education"), str(one)) for one in view.education]
    lines += [(row.get_kind_display(), row.text) for rows in view.words.values() for row in rows]
    lines += [(one.get_kind_display(), one.value) for one in view.details]
    if view.photo:
        lines.append((_("photo"), _("there was one")))
    was = "\n".join(f"{label}: {text}" for label, text in lines)
    return Reported(_("The page of %(name)s") % {"name": owner.name}, was, owner)
