from __future__ import annotations

from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.graph.forms import OpennessForm
from comity.relationships.graph.queries.openness import openness_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def openness(request: MemberRequest) -> HttpResponse:
    """Show what the member is open to; a POST keeps it."""
    if request.method != "POST":
        mine = openness_of(request.user)
        return page(
            request,
            "graph/openness.html",
            {"form": OpennessForm(initial=model_to_dict(mine, fields=list(OpennessForm.base_fields)))},
        )
    form = OpennessForm(request.POST)
    form.is_valid()  # boxes are never wrong
    choose_openness(by=request.user, **form.cleaned_data)
    tell(request, _("Kept."))
    return redirect("graph:openness")
