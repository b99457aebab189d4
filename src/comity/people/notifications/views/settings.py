from __future__ import annotations

from http import HTTPStatus

from django.conf import settings as django_settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.foundation.core.http import page, tell
from comity.foundation.mail.actions.bounces import start_again
from comity.foundation.mail.models import Mailbox
from comity.people.members.http import MemberRequest, member_required
from comity.people.notifications.actions.choosing import choose, set_all_mail
from comity.people.notifications.forms import NoticesForm
from comity.people.notifications.queries.settings import preferences_of, zone_of


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def settings(request: MemberRequest) -> HttpResponse:
    member = request.user
    preferences = preferences_of(member)
    form = NoticesForm(request.POST or None, instance=preferences, member=member)
    if request.method == "POST" and form.is_valid():
        choose(by=member, channels=form.channels(), at=timezone.now(), **form.preferences())
        tell(request, _("How you hear of things is saved."))
        return redirect("notifications:settings")
    context = {
        "form": form,
        "mail_off_at": preferences.mail_off_at,
        "mailboxes": Mailbox.objects.visible_to(member).exclude(bounced_at=None),
        "zone": zone_of(member).key.replace("_", " "),
        "mail_leaves": django_settings.MAIL_LEAVES,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page(request, "notifications/settings.html", context, status=status)


@require_POST
@member_required
def all_mail(request: MemberRequest, switch: str) -> HttpResponse:
    if switch not in {"on", "off"}:
        raise Http404
    set_all_mail(by=request.user, on=switch == "on", at=timezone.now())
    said = _("Mails come again, as you chose below.") if switch == "on" else _("No more mails of notices.")
    tell(request, said)
    return redirect("notifications:settings")


@require_POST
@member_required
def again(request: MemberRequest, public_id: str) -> HttpResponse:
    try:
        mailbox = start_again(by=request.user, public_id=public_id, at=timezone.now())
    except Mailbox.DoesNotExist:
        raise Http404 from None
    tell(request, _("Mail goes to %(address)s again.") % {"address": mailbox.address})
    return redirect("notifications:settings")
