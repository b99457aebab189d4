from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.members.actions.blocks import block_member, unblock_member
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Block, Member
from comity.people.members.queries.blocks import blocks_of
from comity.people.members.queries.profile import owner_of_page


@require_safe
@member_required
def blocks(request: MemberRequest) -> HttpResponse:
    return page(request, "members/blocks.html", {"blocks": blocks_of(request.user)})


@require_POST
@member_required
def block(request: MemberRequest, public_id: str) -> HttpResponse:
    other = owner_of_page(request.user, public_id)
    if other is None or other.pk == request.user.pk:
        raise Http404
    try:
        block_member(by=request.user, other=other, at=timezone.now())
    except Member.DoesNotExist:
        raise Http404 from None
    undo = reverse("members:unblock", args=[public_id])
    tell(request, _("%(name)s is blocked, and is not told.") % {"name": isolated(other.name)}, undo=undo)
    return redirect("members:blocks")


@require_POST
@member_required
def unblock(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        other = unblock_member(by=request.user, public_id=public_id)
    except Block.DoesNotExist:
        raise Http404 from None
    tell(
        request,
        _("You no longer block %(name)s. What the block ended stays ended.") % {"name": isolated(other.name)},
    )
    return redirect("members:blocks")
