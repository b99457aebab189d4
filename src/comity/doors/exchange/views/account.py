from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.doors.exchange.actions.erasing import erase_member
from comity.doors.exchange.actions.exporting import KEPT_FOR, request_export
from comity.doors.exchange.actions.farewell import send_receipt
from comity.doors.exchange.http import pieces_of, send_file
from comity.doors.exchange.models import ExportRun
from comity.doors.exchange.queries.leaving import what_goes
from comity.foundation.core.http import page
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Member

SHOWN = 5


@require_safe
@member_required
def export(request: MemberRequest) -> HttpResponse:
    runs = ExportRun.objects.visible_to(request.user)[:SHOWN]
    return page(request, "exchange/account/export.html", {"runs": runs, "days": KEPT_FOR.days})


@require_POST
@member_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def start_export(request: MemberRequest) -> HttpResponse:
    request_export(by=request.user)
    return redirect("exchange:export")


@require_safe
@member_required
def export_state(request: MemberRequest, public_id: str) -> HttpResponse:
    run = ExportRun.objects.visible_to(request.user).filter(public_id=public_id).first()
    if run is None:
        raise Http404
    return page(request, "exchange/account/run.html", {"run": run})


@require_safe
@member_required
@reauthentication_required  # type: ignore[untyped-decorator]
def download_export(request: MemberRequest, public_id: str) -> HttpResponse:
    ready = ExportRun.objects.visible_to(request.user).ready_at(timezone.now())
    run = ready.filter(public_id=public_id).first()
    if run is None:
        raise Http404
    try:
        file = run.file.storage.open(run.file.name or "", "rb")
    except FileNotFoundError:  # a backup holds no exports
        raise Http404 from None
    name = f"comity-account-{timezone.localdate(run.made_at).isoformat()}.zip"
    response = send_file(pieces_of(file), name=name, content_type="application/zip")
    response["Content-Length"] = str(run.size)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def leave(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        return page(request, "exchange/account/leave.html", what_goes(request.user))
    member, now = request.user, timezone.now()
    address, name, language = member.email, str(member), member.language
    try:
        receipt = erase_member(by=member, at=now)
    except Member.DoesNotExist:  # sent twice: the first of the two has answered with the receipt
        _forget(request)
        return redirect("account_login")
    except OSError:
        context = {**what_goes(member), "no_ledger": True}
        status = HTTPStatus.INSUFFICIENT_STORAGE
        return page(request, "exchange/account/leave.html", context, status=status)
    mailed = send_receipt(receipt, address=address, name=name, language=language)
    _forget(request)
    context = {"receipt": receipt, "mailed": mailed}
    response = page(cast(HttpRequest, request), "exchange/account/left.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _forget(request: Any) -> None:
    request.session.flush()
    request.user = AnonymousUser()
