"""A way to somebody at a company: what it says is what the pages of a few of its people would, at the same price."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.core.audience import Audience
from comity.foundation.quotas.actions import QuotaSpent
from comity.people.companies.actions import enter_company
from comity.people.companies.models import Company
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.lists import make_list
from comity.people.members.actions.profile.editing import save_position
from comity.people.members.models import Member, Position
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.introductions.actions import seeking
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.ways import some_of, who_may_help
from comity.relationships.introductions.rules.drawing import TRIED, drawn
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import NOW, tied

Three = tuple[Member, Member, Member]
IDS = st.lists(st.text("abcdef", min_size=1), unique=True, max_size=20)


@pytest.fixture
def nordwind(db: None) -> Company:
    return enter_company(name="Nordwind")


@pytest.fixture
def three(nordwind: Company) -> Three:
    """Return a seeker, whose contact lends a tie to somebody at Nordwind."""
    seeker, lender, target = people("seeker", "lender", "target")
    tied(seeker, lender)
    lent((lender, target))
    built()
    return seeker, lender, target


def works(owner: Member, audience: str = "members", ref: int | None = None) -> Position:
    position = Position(organization="NORDWIND", title="Planner")
    position.audience = Audience(audience, ref)
    return save_position(by=owner, position=position)


def there(company: Company) -> str:
    return f"/companies/{company.public_id}/way/"


def main_of(client: Client, company: Company, *, looked: bool = True) -> str:
    url = there(company)
    html = (client.post(url, {"look": "1"}) if looked else client.get(url)).content.decode()
    html = html[html.index("<main") : html.index("</main>")]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)


@given(st.text(max_size=4), IDS)
def test_a_few_are_drawn_the_same_each_time_whoever_else_is_not_among_them(
    seeker: str, members: list[str]
) -> None:
    few = drawn(seeker, members)
    assert len(few) == min(len(members), TRIED)
    assert set(few) <= set(members)
    assert drawn(seeker, reversed(members)) == few == drawn(seeker, few)


def test_from_the_company_s_page_to_asking_a_contact(three: Three, nordwind: Company, client: Client) -> None:
    seeker, lender, target = three
    works(target)
    client.force_login(seeker)
    assert there(nordwind) in client.get(f"/companies/{nordwind.public_id}/").content.decode()
    assert "Look for a way" in main_of(client, nordwind, looked=False)
    html = main_of(client, nordwind)
    assert "A way to Target" in html
    assert f"Your contact {lender.name} may be able to help" in html
    asked = {"ask": "1", "first": lender.public_id, "note": "My first tender"}
    assert f'action="/m/{target.public_id}/way/"' in html
    assert client.post(f"/m/{target.public_id}/way/", asked).status_code == 302
    row = Introduction.objects.get()
    assert (row.seeker, row.introducer, row.target) == three


def test_it_says_what_the_page_of_the_first_with_a_way_would(nordwind: Company) -> None:
    seeker, lender = people("seeker", "lender")
    tied(seeker, lender)
    strangers = people(*(f"stranger{number}" for number in range(8)))
    for one in strangers:
        works(one)
    lent(*((lender, one) for one in strangers[::2]))
    built()
    few = some_of(seeker, nordwind)
    assert len(few) == TRIED
    with_way = [one for one in few if who_may_help(seeker, one, NOW)]
    found = seeking.look_for_way_into(by=seeker, company=nordwind, at=NOW)
    assert found
    assert found == (with_way[0], who_may_help(seeker, with_way[0], NOW)[0])
    lent(*((lender, one) for one in strangers[1::2]))
    assert some_of(seeker, nordwind) == few, "what others lend has no part in who is looked at"


def test_a_position_shown_to_somebody_else_changes_nothing(
    three: Three, nordwind: Company, client: Client
) -> None:
    seeker, _, target = three
    [friend, *strangers] = people("friend", *(f"stranger{number}" for number in range(6)))
    client.force_login(seeker)
    named = make_list(by=target, name="Close")
    named.people.add(friend)
    position = works(target, "named", named.pk)
    seen_by_friend = some_of(friend, nordwind)
    assert seen_by_friend == [target]
    shown = [some_of(seeker, nordwind), main_of(client, nordwind)]
    for one in strangers:
        works(one)
    shown += [some_of(seeker, nordwind), main_of(client, nordwind)]
    position.delete()
    assert shown[2:] == [some_of(seeker, nordwind), main_of(client, nordwind)]
    Position.objects.all().delete()
    assert shown[:2] == [[], main_of(client, nordwind)]
    assert "We could not find a way" in shown[1]


def test_without_a_way_it_looks_the_same_whatever_there_is(
    three: Three, nordwind: Company, client: Client
) -> None:
    seeker, lender, target = three
    works(target)
    client.force_login(seeker)
    assert "Lender" in main_of(client, nordwind)
    lend_tie(by=lender, other=target, lends=Lending.ASK)
    pages = [main_of(client, nordwind)]
    lend_tie(by=lender, other=target, lends=Lending.YES)
    choose_openness(by=target, to_introductions=False, to_suggestions=False)
    pages.append(main_of(client, nordwind))
    choose_openness(by=target, to_introductions=True, to_suggestions=False)
    block_member(by=target, other=seeker, at=NOW)
    pages.append(main_of(client, nordwind))
    assert len(set(pages)) == 1
    assert "We could not find a way" in pages[0]
    assert 'name="organization" value="Nordwind"' in pages[0]  # the way out


def test_whom_one_has_a_tie_with_and_oneself_are_not_looked_for(three: Three, nordwind: Company) -> None:
    seeker, lender, target = three
    for one in three:
        works(one)
    assert some_of(seeker, nordwind) == [target]
    assert some_of(lender, nordwind) == []


def test_each_of_them_counts_as_looked_for(three: Three, nordwind: Company) -> None:
    seeker, _, target = three
    Member.objects.filter(pk=seeker.pk).update(joined_at=NOW)
    seeker.refresh_from_db()
    for one in (target, *people("other", "another")):
        works(one)
    for _ in range(2):
        assert seeking.look_for_way_into(by=seeker, company=nordwind, at=NOW)
    for one in people("fourth", "fifth"):
        seeking.look_for_way(by=seeker, target=one, further=False, at=NOW)
    [sixth] = people("sixth")
    works(sixth)
    with pytest.raises(QuotaSpent):
        seeking.look_for_way_into(by=seeker, company=nordwind, at=NOW)


def test_a_company_that_is_not_there_has_no_way(three: Three, client: Client) -> None:
    seeker, _, target = three
    position = Position(organization="Hidden")
    position.audience = Audience("public")
    save_position(by=target, position=position)
    hidden = Company.objects.get(name="Hidden")
    client.force_login(seeker)
    assert client.get(there(hidden)).status_code == 200
    block_member(by=target, other=seeker, at=NOW)
    for answer in (client.get(there(hidden)), client.post(there(hidden)), client.get("/companies/none/way/")):
        assert answer.status_code == 404
