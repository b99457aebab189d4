"""Who may make an account here: one rule for the form, the passkey, the provider and the invitation."""

from __future__ import annotations

from enum import StrEnum

from comity.people.members.enums import Standing


class Door(StrEnum):
    """What a visitor finds who wants to sign up."""

    NOT_SET_UP = "not set up"
    INVITATION_NEEDED = "invitation needed"
    OPEN = "open"


def door(registration: str, *, owned: bool, invited: bool) -> Door:
    """Say what a visitor finds, given the instance's setting, its owner and a valid invitation in hand."""
    if not owned:
        return Door.NOT_SET_UP
    if registration == "invitation" and not invited:
        return Door.INVITATION_NEEDED
    return Door.OPEN


def standing_at_sign_up(registration: str, *, invited_by_operator: bool) -> Standing:
    """Say how a new account stands: where an operator approves, their own invitation is the approval."""
    waits = registration == "approval" and not invited_by_operator
    return Standing.WAITING if waits else Standing.ACTIVE


def may_change_standing(*, by_operator: bool, themselves: bool) -> bool:
    """Operators decide over others only, so that the last one cannot lock the door behind them."""
    return by_operator and not themselves
