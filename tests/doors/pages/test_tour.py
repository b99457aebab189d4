"""The tour is made of what each app says of itself, in one order."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from comity.people.members.models import Member
from tests.people import signed_in

pytestmark = pytest.mark.django_db

STOPS = (
    "exchange:upload",
    "pages:book",
    "members:profile",
    "pages:sort",
    "pages:network",
    "pages:log",
    "asks:asks",
    "mutual:met",
    "touch:settings",
    "people_to_know:page",
    "insiders:offers",
    "messaging:inbox",
    "exchange:export",
)


@pytest.mark.parametrize("operates", [False, True])
def test_every_stop_stands_once_and_in_order(ada: Member, operates: bool) -> None:
    Member.objects.filter(pk=ada.pk).update(is_operator=operates)
    page = signed_in(ada).get(reverse("pages:tour")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    expected = [reverse(name) for name in STOPS] + [reverse("pages:operator")] * operates
    shown = [link for link in re.findall(r'<a [^>]*href="([^"?#]+)', main) if link in expected]
    assert shown == expected
