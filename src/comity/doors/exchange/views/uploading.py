from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.doors.exchange.actions.reminders import remind_of_archive
from comity.doors.exchange.actions.uploads import NoRoom, start_import
from comity.doors.exchange.forms import UploadForm
from comity.doors.exchange.queries.imports import imports_of
from comity.doors.exchange.queries.sources import SOURCES
from comity.foundation.core.http import next_address, page, tell
from comity.people.members.http.requests import MemberRequest, member_required


@member_required
@require_http_methods(["GET", "POST"])
def upload(request: MemberRequest) -> HttpResponse:
    form = UploadForm()
    if request.method == "POST":
        files = request.FILES  # read first: only then is known what went wrong on the way in
        form = UploadForm(request.POST, files, problem=getattr(request, "upload_problem", ""))
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                started = start_import(by=request.user, file=file, name=file.name)
            except NoRoom:
                form = UploadForm(request.POST, problem="no-room")
                form.is_valid()
            else:
                return redirect("exchange:import", started.public_id)
    context = {"form": form, "imports": imports_of(request.user)[:20], "sources": SOURCES}
    return page(request, "exchange/upload.html", context, status=422 if form.errors else 200)


@member_required
@require_POST
def remind(request: MemberRequest) -> HttpResponse:
    with transaction.atomic():
        remind_of_archive(by=request.user, at=timezone.now())
    tell(request, _("In a day you are reminded, here on Today: then the archive should be there."))
    return HttpResponseRedirect(next_address(request, reverse("exchange:upload")))
