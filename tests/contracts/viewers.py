"""Who looks: nobody in particular, Ada whose things they are, other members, an operator, one who waits."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client

from comity.people.members.enums import Standing
from comity.people.members.models import Member

ANONYMOUS, WAITING, OWNER, MEMBER, OPERATOR = "anonymous", "waiting", "ada", "ben", "olga"
VIEWERS = (ANONYMOUS, WAITING, OWNER, MEMBER, OPERATOR)
STRANGERS = (MEMBER, OPERATOR)


def member(name: str, **fields: object) -> Member:
    made = Member.objects.create_user(
        f"{name.lower()}@example.org", "correct horse battery", name=name, **fields
    )
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def browser(who: Member | None, *, checks: bool = False, agent: str = "Firefox") -> Client:
    """Return a browser without script, signed in a moment ago by password unless ``who`` is nobody."""
    client = Client(enforce_csrf_checks=checks, headers={"user-agent": agent})
    if who is not None:
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods_user"] = str(who.pk)
        at = time.time() + 86_400  # a test may take longer than a sign-in counts as fresh
        session["account_authentication_methods"] = [
            {"method": "password", "at": at, "reauthenticated": True}
        ]
        session.save()
    return client


def everybody(ada: Member) -> dict[str, Member | None]:
    """Return who looks, by the names above."""
    return {
        ANONYMOUS: None,
        WAITING: member("Wanda", standing=Standing.WAITING, is_active=False),
        OWNER: ada,
        MEMBER: member("Ben"),
        OPERATOR: member("Olga", is_operator=True),
    }


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Let nothing stay of what ``client`` does within, nor what it was told to remember."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies
