from __future__ import annotations

from django.core.mail import EmailMessage

from comity.people.members.models import WorkCode
from comity.people.members.notices.letters import compose


def work_code_letter(sent: WorkCode, address: str, code: str) -> EmailMessage:
    """Return the letter with the digits; it names who asked for it, so that a stranger's request is seen as one."""
    context: dict[str, object] = {"code": code, "company": sent.company, "member": sent.owner.name}
    return compose(address, "work_code", context, language=sent.owner.language)
