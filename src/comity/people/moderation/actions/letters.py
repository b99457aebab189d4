"""What is mailed to who cannot sign in any more: the decision, and a link to appeal."""

from __future__ import annotations

from comity.foundation.mail.notices.letters import compose
from comity.people.moderation.models import Case
from comity.people.moderation.queries.own import decision_of, token_of


def send_decision(case_id: int) -> None:
    """Mail what was decided last to the member it is about."""
    case = Case.objects.select_related("responsible").filter(pk=case_id).first()
    if case is None:
        return
    member = case.responsible
    context: dict[str, object] = {"member": member, "decision": decision_of(case), "token": token_of(case)}
    compose(member.email, "moderation/mail/decision", context, language=member.language).send()
