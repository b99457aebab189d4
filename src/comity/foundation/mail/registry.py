"""What mail that comes in is for: apps above take what is sent to their kind of address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Inbox:
    """Takes what came to ``prefix+token@our-domain``.

    ``receive`` gets the token and the message; true means it is ours now, false that no such address is known, and the
    sender is told so. It must be safe to call twice with one message, as mail servers send again what they are not sure of.
    """

    receive: Callable[[str, EmailMessage], bool]


inboxes: Registry[Inbox] = Registry("inbox")  # by prefix: "bounce", "reply", "log"
