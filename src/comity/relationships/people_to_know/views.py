from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member
from comity.people.members.queries.profile import owner_of_page
from comity.relationships.people_to_know.actions.finding import find_joined
from comity.relationships.people_to_know.actions.putting_aside import put_aside, take_back
from comity.relationships.people_to_know.models import NotThis
from comity.relationships.people_to_know.queries.to_know import people_to_know
from comity.relationships.touch.queries.dormant import dormant_people

OLD_TIES = 3


@require_safe
@member_required
def people(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "people": people_to_know(request.user),
        "joined": find_joined(by=request.user, at=now),
        "dormant": dormant_people(request.user, now, most=OLD_TIES),
    }
    return page(request, "people_to_know/page.html", context)


@require_POST
@member_required
def not_this(request: MemberRequest, public_id: str) -> HttpResponse:
    member = _other(request, public_id)
    put_aside(by=request.user, member=member, at=timezone.now())
    undo = reverse("people_to_know:again", args=[public_id])
    tell(
        request, _("%(name)s is not suggested to you any more.") % {"name": isolated(member.name)}, undo=undo
    )
    return redirect("people_to_know:page")


@require_POST
@member_required
def again(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        take_back(by=request.user, member=_other(request, public_id))
    except NotThis.DoesNotExist:
        raise Http404 from None
    tell(request, _("Taken back."))
    return redirect("people_to_know:page")


def _other(request: MemberRequest, public_id: str) -> Member:
    member = owner_of_page(request.user, public_id)
    if member is None or member.pk == request.user.pk:
        raise Http404
    return member
