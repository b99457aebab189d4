from __future__ import annotations

import io
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from comity.formats import json_resume
from comity.formats.errors import FormatError
from comity.foundation.core.http import page, tell
from comity.people.members.actions.profile import intake
from comity.people.members.forms.resume import ResumeForm, in_words
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.queries.documents import resume_of
from comity.people.members.queries.profile import profile_for
from comity.people.members.rules.resume import records_in

MOST_BYTES = 1024 * 1024  # the preview carries the file along, in a form


@require_safe
@member_required
def download(request: MemberRequest) -> HttpResponse:
    data = json_resume.write(resume_of(profile_for(request.user, request.user)))
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="resume.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def bring(request: MemberRequest) -> HttpResponse:
    if "resume" in request.POST:
        return _take(request)
    form = ResumeForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form)
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        form.add_error("file", _("This file is too large for a resume."))
        return _ask(request, form)
    try:
        resume = json_resume.read(file)
    except FormatError as problem:
        form.add_error("file", in_words(problem))
        return _ask(request, form)
    places, records = zip(*records_in(resume), strict=True)
    found = list(zip(places, intake.look(request.user, records), strict=True))
    context = {
        "rows": [(place, taken) for place, taken in found if taken.what],
        "any_new": any(taken.outcome == "added" for _place, taken in found),
        "resume": json_resume.write(resume).decode(),
    }
    return page(request, "members/profile/resume_found.html", context)


def _ask(request: MemberRequest, form: ResumeForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "members/profile/resume.html", {"form": form}, status=status)


def _take(request: MemberRequest) -> HttpResponse:
    try:
        resume = json_resume.read(io.BytesIO(request.POST["resume"].encode()))
    except FormatError as problem:
        form = ResumeForm({})
        form.errors.clear()
        form.add_error("file", in_words(problem))
        return _ask(request, form)
    wanted = set(request.POST.getlist("take"))
    records = [record for place, record in records_in(resume) if place in wanted]
    taken = intake.take(request.user, records)
    count = sum(one.outcome == "added" for one in taken)
    said = ngettext("%(count)s thing was added.", "%(count)s things were added.", count)
    tell(request, said % {"count": count} if count else _("Nothing was added."))
    return redirect("members:profile")
