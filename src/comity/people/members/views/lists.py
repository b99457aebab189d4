from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import page, tell
from comity.foundation.core.models import NamedPeople
from comity.people.members.actions import lists as actions
from comity.people.members.forms.lists import KnownForm, LinkForm, ListForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.queries.lists import known_to, lists_of


def _status(*forms: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if any(form.errors for form in forms) else HTTPStatus.OK


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def lists(request: MemberRequest) -> HttpResponse:
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_list(by=request.user, name=form.cleaned_data["name"])
        except actions.ListNameTaken:
            form.add_error("name", _("You have a list of this name already."))
        except actions.ListFull:
            form.add_error(None, _("You have as many lists as there may be. Please delete one first."))
        else:
            return redirect("members:list", made.public_id)
    context = {"form": form, "lists": lists_of(request.user)}
    return page(request, "members/profile/lists.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def one(request: MemberRequest, public_id: str) -> HttpResponse:
    people = lists_of(request.user).filter(public_id=public_id).first()
    if people is None:
        raise Http404
    here = {member.pk for member in people.people.all()}
    known = [member for member in known_to(request.user) if member.pk not in here]
    sent = request.POST
    rename = ListForm(sent if "rename" in sent else None, initial={"name": people.name})
    link = LinkForm(sent if "by_link" in sent else None)
    chosen = KnownForm(sent if "known" in sent else None, known=known)
    for form in (rename, link, chosen):
        if form.is_bound and form.is_valid() and _changed(request, people, form):
            return redirect("members:list", public_id)
    context = {"people": people, "rename": rename, "link": link, "chosen": chosen, "known": known}
    return page(request, "members/profile/list.html", context, status=_status(rename, link, chosen))


def _changed(request: MemberRequest, people: NamedPeople, form: Any) -> bool:
    by, data = request.user, form.cleaned_data
    try:
        if isinstance(form, ListForm):
            actions.rename_list(by=by, public_id=people.public_id, name=data["name"])
            tell(request, _("Saved."))
        elif isinstance(form, LinkForm):
            member = actions.put_on_list(by=by, public_id=people.public_id, link=data["link"])
            tell(request, _("%(name)s is on the list.") % {"name": isolated(member.name)})
        else:
            actions.put_known_on_list(by=by, public_id=people.public_id, members=data["members"])
            tell(request, _("Saved."))
    except actions.ListNameTaken:
        form.add_error("name", _("You have a list of this name already."))
    except actions.NobodyThere:
        form.add_error("link", _("No member's page is at this address. Please ask them for the link."))
    except actions.ListFull:
        form.add_error(None, _("This list is full. A second one can hold more people."))
    return not form.errors


@require_POST
@member_required
def take_off(request: MemberRequest, public_id: str, member: str) -> HttpResponse:
    try:
        actions.take_off_list(by=request.user, public_id=public_id, member=member)
    except NamedPeople.DoesNotExist:
        raise Http404 from None
    tell(request, _("Taken off the list."))
    return redirect("members:list", public_id)


@require_POST
@member_required
def drop(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        actions.drop_list(by=request.user, public_id=public_id)
    except NamedPeople.DoesNotExist:
        raise Http404 from None
    tell(request, _("The list is deleted. What was shown to it is for you alone now."))
    return redirect("members:lists")
