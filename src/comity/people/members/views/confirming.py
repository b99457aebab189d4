"""Confirming one's own position by a code to a work address."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.people.members.actions import confirming as actions
from comity.people.members.forms.confirming import WorkAddressForm, WorkCodeForm
from comity.people.members.http import MemberRequest, member_required
from comity.people.members.models import Position
from comity.people.members.queries.confirming import company_with_mail, open_code


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def confirm(request: MemberRequest, public_id: str) -> HttpResponse:
    mine = Position.objects.filter(owner=request.user, public_id=public_id)
    position = mine.select_related("confirmation").first()
    if position is None:
        raise Http404
    company = company_with_mail(position) if settings.MAIL_LEAVES else None
    form: Any = None
    if request.method == "POST":
        if company is None:  # the page says why
            return redirect("members:position_confirm", public_id)
        form, done = _sent(request, position) if "email" in request.POST else _entered(request, position)
        if done:
            return done
    is_code = isinstance(form, WorkCodeForm)
    context = {
        "position": position,
        "company": company,
        "sent": open_code(request.user, public_id, timezone.now()),
        "address_form": WorkAddressForm() if form is None or is_code else form,
        "code_form": form if is_code else WorkCodeForm(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None else HTTPStatus.OK
    return page(request, "members/profile/confirm.html", context, status=status)


def _sent(request: MemberRequest, position: Position) -> tuple[WorkAddressForm, HttpResponse | None]:
    form = WorkAddressForm(request.POST)
    if not form.is_valid():
        return form, None
    email = form.cleaned_data["email"]
    try:
        actions.send_work_code(by=request.user, public_id=position.public_id, email=email, at=timezone.now())
    except actions.NotConfirmable:
        raise Http404 from None
    except actions.NotWorkAddress:
        form.add_error("email", _("This is not one of the company’s addresses as they are known here."))
    except actions.EnoughCodes:
        form.add_error("email", _("That is enough for today. Please try again tomorrow."))
    except actions.NotSent:
        form.add_error("email", _("The mail could not be sent just now. Please try again in a while."))
    else:
        tell(request, _("Six digits are on their way to %(email)s.") % {"email": email})
        return form, redirect("members:position_confirm", position.public_id)
    return form, None


def _entered(request: MemberRequest, position: Position) -> tuple[WorkCodeForm, HttpResponse | None]:
    form = WorkCodeForm(request.POST)
    if not form.is_valid():
        return form, None
    try:
        made = actions.enter_work_code(
            by=request.user,
            public_id=position.public_id,
            code=form.cleaned_data["code"],
            at=timezone.now(),
        )
    except actions.NotConfirmable:
        form.add_error("code", _("These digits count no more. Please have new ones sent."))
    except actions.AddressUsed:
        form.add_error(
            "code", _("This address stands behind another position already. Whoever runs this can help.")
        )
    else:
        if made is not None:
            tell(request, _("Your position is confirmed."))
            return form, redirect(reverse("members:profile") + "#position")
        form.add_error("code", _("These are not the digits. Please look at the mail again."))
    return form, None


@require_POST
@member_required
def withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Let one's own position be self-stated again."""
    try:
        actions.withdraw_confirmation(by=request.user, public_id=public_id, at=timezone.now())
    except actions.NotConfirmable:
        raise Http404 from None
    tell(request, _("It is your own word again."))
    return redirect("members:position_confirm", public_id)
