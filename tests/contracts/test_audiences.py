"""What Ada shows is read by those she shows it to, and by nobody else: on her page, her card and her photo."""

from __future__ import annotations

import pytest

from comity.foundation.core.audience import MEMBERS, NAMED, ONLY_ME, PUBLIC, Audience
from comity.people.members.models import Member
from tests.contracts.canary import tokens_in
from tests.contracts.pages import body, world
from tests.contracts.viewers import ANONYMOUS, MEMBER, OPERATOR, WAITING, browser

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience(ONLY_ME), set()),
        (Audience(NAMED), {"dora"}),
        (Audience(MEMBERS), {"dora", MEMBER, OPERATOR}),
        (Audience(PUBLIC), {"dora", MEMBER, OPERATOR, ANONYMOUS, WAITING}),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_profile_is_read_by_its_audience(audience: Audience, readers: set[str], ada: Member) -> None:
    here = world(ada, audience=audience)
    here.browsers["dora"] = browser(Member.objects.get(public_id=here.life.ids["dora"]))
    page, words = f"/m/{here.life.ids['member']}/", {"members.Profile.about", "members.Position.title"}
    words |= {"members.Word.text skill", "members.Detail.value phone"}
    for who in ("dora", MEMBER, OPERATOR, ANONYMOUS, WAITING):
        for address in (page, f"{page}card.vcf"):
            met = tokens_in(body(here.browsers[who].get(address)).decode())
            assert bool(met & words) is (who in readers), f"{who} {address}"
        assert (words <= tokens_in(body(here.browsers[who].get(page)).decode())) is (who in readers)
        photo = here.browsers[who].get(f"{page}photo/")
        assert (photo.status_code == 200) is (who in readers)
