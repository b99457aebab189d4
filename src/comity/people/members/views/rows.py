"""Adding, changing and removing a position, a school or a way to reach somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.people.members.actions.profile import editing as actions
from comity.people.members.actions.profile.removal import remove_row
from comity.people.members.forms.rows import DetailForm, EducationForm, PositionForm, RowForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.http.removed import keep_removed_row
from comity.people.members.models import Detail, Education, Member, Position


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of row is edited."""

    model: type[Position | Education | Detail]
    form: type[RowForm]
    save: Callable[[Member, Any], object]
    new: str | Promise
    change: str | Promise


KINDS = {
    "position": Kind(
        Position,
        PositionForm,
        lambda by, row: actions.save_position(by=by, position=row),
        gettext_lazy("Add a position"),
        gettext_lazy("Change a position"),
    ),
    "education": Kind(
        Education,
        EducationForm,
        lambda by, row: actions.save_education(by=by, education=row),
        gettext_lazy("Add a school"),
        gettext_lazy("Change a school"),
    ),
    "detail": Kind(
        Detail,
        DetailForm,
        lambda by, row: actions.save_detail(by=by, detail=row),
        gettext_lazy("Add a contact detail or link"),
        gettext_lazy("Change a contact detail or link"),
    ),
}


def _row(request: MemberRequest, kind: str, public_id: str) -> Any:
    row = KINDS[kind].model._default_manager.filter(owner=request.user, public_id=public_id).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit(request: MemberRequest, kind: str, public_id: str = "") -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    how = KINDS[kind]
    row = _row(request, kind, public_id) if public_id else how.model(owner=request.user)
    form = how.form(request.POST or None, instance=row, owner=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            how.save(request.user, form.instance)
        except actions.TooMany:
            form.add_error(None, _("There are as many of these as a profile holds. Please remove one first."))
        else:
            tell(request, _("Saved."))
            return redirect(reverse("members:profile") + f"#{kind}")
    context = {"form": form, "title": how.change if public_id else how.new, "kind": kind, "row_id": public_id}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "members/profile/row.html", context, status=status)


@require_POST
@member_required
def remove(request: MemberRequest, kind: str, public_id: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    try:
        kept = remove_row(by=request.user, kind=kind, public_id=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
    keep_removed_row(request, kind, kept)
    tell(request, _("Removed."), undo=reverse("members:profile_undo"))
    return redirect(reverse("members:profile") + f"#{kind}")
