from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.foundation.core.audience import audience_kinds
from comity.foundation.core.forms import audiences_of
from comity.foundation.core.http import page, tell
from comity.foundation.core.models import NamedPeople
from comity.foundation.core.pictures import PictureProblem
from comity.people.members.actions.profile import editing as actions
from comity.people.members.actions.profile.removal import put_back
from comity.people.members.enums import ProfilePart
from comity.people.members.forms.profile import PartsForm, PhotoForm, TextsForm, WordsForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.http.removed import removed_row
from comity.people.members.models import Profile
from comity.people.members.queries import profile as queries
from comity.people.members.rules.profile import WORDS_PART

EDIT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_required
def overview(request: MemberRequest) -> HttpResponse:
    view = queries.profile_for(request.user, request.user)
    profile = Profile.objects.filter(owner=request.user).first() or Profile(owner=request.user)
    shown = queries.audiences_of(profile)
    labels = dict(audiences_of(request.user).values())
    nobody = str(audience_kinds["me"].label)
    context = {
        "view": view,
        "labels": labels,
        "lists": NamedPeople.objects.filter(owner=request.user).order_by("name"),
        "texts": [
            (ProfilePart(part).label, text, labels.get(shown[part], nobody))
            for part, text in view.texts.items()
        ],
        "words": [
            (ProfilePart(part).label, view.words[kind], labels.get(shown[part], nobody))
            for kind, part in WORDS_PART.items()
            if view.words.get(kind)
        ],
        "photo_seen_by": labels.get(shown[ProfilePart.PHOTO], nobody),
    }
    return page(request, "members/profile/overview.html", context)


@EDIT
@member_required
def texts(request: MemberRequest) -> HttpResponse:
    profile = queries.profile_to_edit(request.user)
    form = TextsForm(request.POST or None, profile=profile, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        actions.describe(by=request.user, **form.texts)
        return _saved(request, form)
    return _asked(request, "members/profile/texts.html", form)


@EDIT
@member_required
def words(request: MemberRequest) -> HttpResponse:
    view = queries.profile_for(request.user, request.user)
    said = {WORDS_PART[kind]: [(w.text, w.level) for w in rows] for kind, rows in view.words.items()}
    form = WordsForm(request.POST or None, profile=queries.profile_to_edit(request.user), said=said)
    if request.method == "POST" and form.is_valid():
        for kind, said_now in form.words.items():
            actions.say_words(by=request.user, kind=kind, words=said_now)
        return _saved(request, form)
    return _asked(request, "members/profile/words.html", form)


def _saved(request: MemberRequest, form: PartsForm) -> HttpResponse:
    actions.show_to(by=request.user, shows=form.shows)
    tell(request, _("Saved."))
    return redirect("members:profile")


def _asked(request: MemberRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, template, {"form": form, **context}, status=status)


@EDIT
@member_required
def photo(request: MemberRequest) -> HttpResponse:
    by = request.user
    profile = queries.profile_to_edit(by)
    audience = queries.audiences_of(profile)[ProfilePart.PHOTO]
    form = PhotoForm(request.POST or None, request.FILES or None, owner=by, audience=audience)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["photo"]:
                actions.set_photo(by=by, source=form.cleaned_data["photo"])
        except PictureProblem as problem:
            form.add_error("photo", str(problem))
        else:
            actions.show_to(by=by, shows={ProfilePart.PHOTO: form.cleaned_data["seen_by"]})
            tell(request, _("Saved."))
            return redirect("members:profile")
    return _asked(request, "members/profile/photo.html", form, has_photo=bool(profile.photo))


@require_POST
@member_required
def remove_photo(request: MemberRequest) -> HttpResponse:
    actions.remove_photo(by=request.user)
    tell(request, _("Your photo is gone."))
    return redirect("members:profile")


@require_POST
@member_required
def open_page(request: MemberRequest) -> HttpResponse:
    is_public = request.POST.get("public") == "yes"
    actions.open_page(by=request.user, is_public=is_public)
    said = _("Your page is open to everybody.") if is_public else _("Your page is for members only.")
    tell(request, said)
    return redirect("members:profile")


@require_POST
@member_required
def undo(request: MemberRequest) -> HttpResponse:
    removed = removed_row(request)
    if removed is None:
        raise Http404
    kind, kept = removed
    put_back(by=request.user, kind=kind, kept=kept)
    tell(request, _("It is back."))
    return redirect("members:profile")


@require_safe
@member_required
def see_as(request: MemberRequest) -> HttpResponse:
    """Draw the owner's page as somebody else sees it: a member, everybody, or one on a list."""
    who, owner = request.GET.get("who", "member"), request.user
    people = None
    if who not in {"member", "everybody"}:
        people = NamedPeople.objects.filter(owner=owner, public_id=who).first()
        if people is None:
            raise Http404
    view = queries.profile_for(queries.anybody(signed_in=who != "everybody"), owner, on_list=people)
    lists = NamedPeople.objects.filter(owner=owner).order_by("name")
    context = {"view": view, "who": who, "lists": lists}
    return page(request, "members/profile/see_as.html", context)
