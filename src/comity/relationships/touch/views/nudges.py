from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.foundation.core.direction import isolated
from comity.foundation.core.http import tell
from comity.people.members.http import MemberRequest, member_required
from comity.relationships.touch.actions.answering import AlreadyAnswered, answer_nudge, take_back_answer
from comity.relationships.touch.enums import Answer
from comity.relationships.touch.http import back
from comity.relationships.touch.models import Nudge


@require_POST
@member_required
def nudge(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Answer a nudge, or take the answer back."""
    try:
        if verb == "reopen":
            take_back_answer(by=request.user, public_id=public_id, at=timezone.now())
            tell(request, _("Taken back."))
            return back(request)
        answered = answer_nudge(by=request.user, public_id=public_id, answer=Answer(verb), at=timezone.now())
    except (Nudge.DoesNotExist, ValueError):
        raise Http404 from None
    except AlreadyAnswered:
        tell(request, _("That is answered already."))
        return back(request)
    said = {
        Answer.SPOKE: _("Noted: you spoke with %(name)s today."),
        Answer.LATER: _("%(name)s comes up again in two weeks."),
        Answer.NOT_THIS: _("%(name)s does not come up any more."),
    }
    text = said[Answer(verb)] % {"name": isolated(answered.contact.full_name)}
    tell(request, text, undo=reverse("touch:nudge", args=[public_id, "reopen"]))
    return back(request)
