from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.doors.pages.actions import keep_member
from comity.doors.pages.http import undo_address
from comity.foundation.core.direction import isolated
from comity.foundation.core.http import tell
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.people.members.queries.profile import owner_of_page


@require_POST
@member_required
def keep(request: MemberRequest, public_id: str) -> HttpResponse:
    """Put what a member shows into the viewer's own book."""
    member = owner_of_page(request.user, public_id)
    if member is None or member.pk == request.user.pk:
        raise Http404
    try:
        card, is_new = keep_member(by=request.user, member=member, at=timezone.now())
    except Member.DoesNotExist:
        raise Http404 from None
    if is_new:
        undo = undo_address(request, "delete", ids=[card.public_id])
        tell(
            request,
            _("What %(name)s shows you stands in your book now.") % {"name": isolated(card.full_name)},
            undo=undo,
        )
    else:
        tell(request, _("This card of your book has it already."))
    return redirect("pages:person", card.public_id)
