"""What pages weigh, and what Lighthouse says of them; see ``bench.pages``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import requests
from django.conf import settings
from django.urls import reverse

from bench.inside import lighthouse
from bench.inside.filling import fill, people
from bench.inside.instance import Browser, make_member, served
from bench.inside.wire import bytes_of
from bench.report import Figure
from comity.people.contacts.models import Contact

PEOPLE = 200
WEIGHT_GOAL_KB = 100


def measure(*, quick: bool) -> list[Figure]:
    ada = make_member()
    fill(ada, people(PEOPLE))
    somebody = Contact.objects.visible_to(ada).order_by("pk")[0]
    sign_in = reverse("account_login")
    pages = {
        "home": reverse("pages:home"),
        "book": reverse("pages:book"),
        "person": reverse("pages:person", args=[somebody.public_id]),
        "import": reverse("exchange:upload"),
    }
    cookie = f"{settings.SESSION_COOKIE_NAME}={Browser.key_of(ada)}"
    with served() as (url, _), tempfile.TemporaryDirectory() as folder:
        browser = Browser(url, ada)
        figures = [_weight("sign-in", requests.Session(), url + sign_in)]
        figures += [_weight(name, browser, url + address) for name, address in pages.items()]
        if command := lighthouse.program(Path(folder)):
            audited = {"sign-in": (sign_in, ""), **{name: (at, cookie) for name, at in pages.items()}}
            for name in ("sign-in", "book") if quick else audited:
                at, signed_in = audited[name]
                figures += lighthouse.figures(command, name, url + at, signed_in, Path(folder))
    return figures


def _weight(name: str, session: requests.Session, url: str) -> Figure:
    sizes = bytes_of(session, url)
    return Figure(
        name=f"{name}, first visit: on the wire in {len(sizes)} files",
        value=sum(sizes.values()) / 1000,
        unit="kB",
        goal=f"<= {WEIGHT_GOAL_KB}",
    )
