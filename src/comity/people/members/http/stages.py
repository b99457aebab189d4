"""What stands between a proven identity and a session."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import LoginStage
from django.shortcuts import redirect

from comity.people.members.enums import Standing


class ApprovalStage(LoginStage):  # type: ignore[misc]  # allauth ships no types
    """Lets a member in who may act; shows one who waits, or was suspended, a page that says so.

    It comes after the address is proven, so that a sign-up looks the same whether or not the address has an account.
    """

    key = "comity_approval"
    urlname = None

    def handle(self) -> tuple[Any, bool]:
        member = self.login.user
        if member is None or member.standing == Standing.ACTIVE:
            return None, True
        page = "members:waiting" if member.standing == Standing.WAITING else "account_inactive"
        return redirect(page), False
