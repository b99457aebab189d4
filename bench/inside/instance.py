"""A member with a browser, and the server of the data folder this process works on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import requests
from django.conf import settings
from django.test import Client
from django.utils import timezone

from comity.people.members.models import Member
from tests.e2e.instance import running

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_member(name: str = "Ada Okafor") -> Member:
    """Return a member who has been through the first pages."""
    email = f"{name.split()[0].lower()}@example.org"
    return Member.objects.create_user(email, name=name, welcomed_at=timezone.now())


def signed_in(member: Member) -> Client:
    """Return Django's client with ``member`` signed in: requests pass all middleware, but no network."""
    client = Client(headers={"host": "localhost"})
    client.force_login(member, backend=BACKEND)
    return client


class Browser(requests.Session):
    """A signed-in member over the network, with one connection that is kept."""

    def __init__(self, url: str, member: Member) -> None:
        super().__init__()
        self.url = url
        self.headers["Accept-Encoding"] = "gzip"
        self.cookies.set(settings.SESSION_COOKIE_NAME, self.key_of(member))

    @staticmethod
    def key_of(member: Member) -> str:
        return signed_in(member).cookies[settings.SESSION_COOKIE_NAME].value

    def open(self, address: str) -> requests.Response:
        answer = self.get(self.url + address)
        answer.raise_for_status()
        return answer

    def submit(self, address: str, **form: str) -> requests.Response:
        token = {"csrfmiddlewaretoken": self.cookies[settings.CSRF_COOKIE_NAME]}
        answer = self.post(self.url + address, data={**form, **token})
        answer.raise_for_status()
        return answer

    def upload(self, address: str, file: Path) -> requests.Response:
        token = {"csrfmiddlewaretoken": self.cookies[settings.CSRF_COOKIE_NAME]}
        with file.open("rb") as content:
            answer = self.post(self.url + address, data=token, files={"file": (file.name, content)})
        answer.raise_for_status()
        return answer


@contextmanager
def served() -> Iterator[tuple[str, psutil.Process]]:
    """Run `comity serve` on this data folder; yield its address and the process of its background work."""
    folder = Path(settings.DATA_DIR).parent
    with running(folder, DATABASE_URL=os.environ["DATABASE_URL"], COMITY_LOG_LEVEL="WARNING") as instance:
        children = psutil.Process(instance.process.pid).children(recursive=True)
        worker = next(child for child in children if "worker" in child.cmdline())
        yield instance.url, worker
