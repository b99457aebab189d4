from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from comity.doors.pages.actions import add_people_by_name
from comity.doors.pages.forms import NamesForm, YouForm
from comity.doors.pages.http import undo_address
from comity.foundation.core.http import page, tell
from comity.people.members.actions.profile.editing import describe
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.queries.profile import profile_to_edit


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def welcome(request: MemberRequest) -> HttpResponse:
    profile = profile_to_edit(request.user)
    known = {
        "name": request.user.name,
        "headline": profile.headline,
        "can_help": profile.can_help,
        "looks_for": profile.looks_for,
    }
    form = YouForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        describe(by=request.user, **form.cleaned_data)
        return redirect("pages:welcome-people")
    return page(request, "pages/welcome/you.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def welcome_people(request: MemberRequest) -> HttpResponse:
    form = NamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contacts = add_people_by_name(by=request.user, people=form.cleaned_data["names"], at=timezone.now())
        tell(
            request,
            ngettext("One person was added.", "%(count)s people were added.", len(contacts))
            % {"count": len(contacts)},
            undo=undo_address(request, "delete", ids=[one.public_id for one in contacts]),
        )
        return redirect("pages:book")
    return page(request, "pages/welcome/people.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@member_required
def welcome_done(request: MemberRequest) -> HttpResponse:
    request.user.welcomed_at = timezone.now()
    request.user.save(update_fields=["welcomed_at"])
    return redirect("pages:home")
