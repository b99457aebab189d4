from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.foundation.core.http import page, tell
from comity.people.members.http import MemberRequest, member_required
from comity.people.messaging.actions.receipts import set_receipts
from comity.people.messaging.forms import ReceiptsForm
from comity.people.messaging.models import ReceiptsWish


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def settings(request: MemberRequest) -> HttpResponse:
    """Choose whether others see what one has read, and the other way round."""
    wanted = ReceiptsWish.objects.visible_to(request.user).exists()
    form = ReceiptsForm(request.POST if request.method == "POST" else None, initial={"wanted": wanted})
    if form.is_bound and form.is_valid():
        set_receipts(by=request.user, wanted=form.cleaned_data["wanted"], at=timezone.now())
        tell(request, _("Saved."))
        return redirect("messaging:settings")
    return page(request, "messaging/settings.html", {"form": form})
