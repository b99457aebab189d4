"""An ask that begins on a company's page: an insider of that company, whatever it is called."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from comity.people.companies.actions import enter_company
from comity.people.companies.models import Company
from comity.people.members.models import Member
from comity.relationships.asks.enums import INSIDER, State
from comity.relationships.asks.models import Ask
from comity.relationships.asks.rules.understanding import understand
from tests.people import signed_in
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.django_db
HARD = ["Bread and Water, Inc.", "Way to Anna Berg", "Favours & Tips", "Advice", "the", 'A"B <b>', "X" * 200]


def section(viewer: Member, company: Company) -> dict[str, str]:
    """Return what the form on the company's page sends."""
    page = signed_in(viewer).get(f"/companies/{company.public_id}/").content.decode()
    form = page[page.index("Ask your network") :].split("</form>")[0]
    assert 'method="post" action="/asks/"' in form
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    fields += re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)<', form)
    return {name: html.unescape(value) for name, value in fields}


def begun(client: Client, **sent: str) -> Ask:
    answer = client.post("/asks/", sent)
    assert answer.status_code == 302
    ask = Ask.objects.latest("pk")
    assert answer["Location"] == f"/asks/{ask.public_id}/"
    return ask


@pytest.mark.parametrize("name", ["Nordwind", "Siemens Energy", *HARD])
def test_it_asks_for_an_insider_of_this_company(ada: Member, ben: Member, name: str) -> None:
    tied(ada, ben)
    company = enter_company(name=name)
    sent = section(ada, company)
    assert sent["organization"] == company.name
    ask = begun(signed_in(ada), text=sent["text"], organization=sent["organization"])
    assert (ask.kind, ask.organization, ask.person, ask.state) == (INSIDER, name[:120], "", State.DRAFT)
    page = signed_in(ada).get(f"/asks/{ask.public_id}/").content.decode()
    assert "Members with whom you have a mutual tie" in page  # who gets it, before it is sent
    assert "Your name and the words above" in page


@pytest.mark.parametrize("name", ["Nordwind", "Siemens Energy", "Bank of Ireland", "3M"])
def test_its_words_are_understood_by_themselves(ada: Member, name: str) -> None:
    found = understand(section(ada, enter_company(name=name))["text"])
    assert (found.kind, found.organization) == (INSIDER, name)


def test_it_is_the_way_out_where_one_knows_nobody(ada: Member) -> None:
    company = enter_company(name="Nordwind")
    page = signed_in(ada).get(f"/companies/{company.public_id}/").content.decode()
    assert page.index("Nobody in your book is there") < page.index("Ask your network")
    ask = begun(signed_in(ada), **section(ada, company))
    page = signed_in(ada).get(f"/asks/{ask.public_id}/").content.decode()
    assert "you have none so far" in page
    assert 'name="send"' not in page


def test_its_writer_may_say_something_else(ada: Member) -> None:
    ask = begun(signed_in(ada), text="who decides on grid tenders?", organization=" Nord\nwind ")
    assert (ask.kind, ask.organization, ask.text) == (INSIDER, "Nord wind", "who decides on grid tenders?")


def test_without_a_company_it_is_as_ever(ada: Member) -> None:
    assert begun(signed_in(ada), text="advice on tenders", organization=" ").kind != INSIDER
