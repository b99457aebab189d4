"""Companies come from what members say in public, or from an operator; nobody private makes or keeps one."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from comity.foundation.core.audience import Audience
from comity.people.companies.actions import enter_company
from comity.people.companies.models import Company
from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.profile.editing import save_position
from comity.people.members.actions.profile.removal import remove_row
from comity.people.members.enums import Standing
from comity.people.members.models import Member, Position
from comity.people.members.queries import companies
from tests.people import signed_in

LIST = "members:companies"


def works(owner: Member, organization: str = "Acme", kind: str = "public", **fields: object) -> Position:
    position = Position(organization=organization, **fields)
    position.audience = Audience(kind)
    return save_position(by=owner, position=position)


def shown(viewer: Member, url: str = "") -> str:
    return signed_in(viewer).get(url or reverse(LIST)).content.decode()


def place(row: Position) -> tuple[date, date, int]:
    """Return where a position stands on its company's page, the highest first."""
    begun = row.started_on if row.ended_on is None else None
    return row.ended_on or date.max, begun or date.min, row.pk


def url_of(company: Company) -> str:
    return reverse("members:company", args=[company.public_id])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["me", "named", "members"])
def test_a_position_not_for_everybody_makes_no_company(ada: Member, ben: Member, kind: str) -> None:
    works(ada, kind=kind)
    assert not Company.objects.exists()
    assert "Acme" not in shown(ben)


@pytest.mark.django_db
def test_a_public_position_shows_its_company_and_who_is_there(ada: Member, ben: Member) -> None:
    works(ada, "Acme", title="Planner", started_on=date(2020, 1, 1))
    works(ben, " ACME ", title="Trainee", started_on=date(2018, 1, 1), ended_on=date(2019, 1, 1))
    company = Company.objects.get()
    assert "Acme" in shown(ben)
    html = shown(ben, url_of(company))
    assert html.index("who work there") < html.index("Ada Okafor") < html.index("who worked there")
    assert "Acme" in shown(ben, reverse(LIST) + "?named=ACM")
    assert url_of(company) not in shown(ben, reverse(LIST) + "?named=zzz")


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "is_there"), [("me", False), ("named", False), ("members", True)])
def test_a_position_at_the_same_place_is_among_its_people_for_whom_it_is_shown_to(
    ada: Member, ben: Member, kind: str, is_there: bool
) -> None:
    works(ada)
    works(ben, "ACME", kind=kind)
    url = url_of(Company.objects.get())
    assert ("Ben" in shown(ada, url)) is is_there
    assert "Ben" in shown(ben, url)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["narrowed", "removed", "renamed"])
def test_the_last_public_position_takes_its_company_along(ada: Member, ben: Member, how: str) -> None:
    position = works(ada)
    url = url_of(Company.objects.get())
    if how == "removed":
        remove_row(by=ada, kind="position", public_id=position.public_id)
    else:
        position.organization = "Globex" if how == "renamed" else "Acme"
        position.audience = Audience("public" if how == "renamed" else "members")
        save_position(by=ada, position=position)
    assert signed_in(ben).get(url).status_code == 404
    assert not Company.objects.filter(name="Acme").exists()


@pytest.mark.django_db
def test_a_company_stays_while_one_more_says_it_or_an_operator_entered_it(ada: Member, ben: Member) -> None:
    for name in ("Acme", "Globex"):
        works(ada, name)
    works(ben, "Acme")
    enter_company(name="globex", website="https://example.org")
    for position in Position.objects.filter(owner=ada):
        remove_row(by=ada, kind="position", public_id=position.public_id)
    assert sorted(Company.objects.values_list("name", flat=True)) == ["Acme", "globex"]


@pytest.mark.django_db
@pytest.mark.parametrize("standing", [Standing.WAITING, Standing.SUSPENDED])
def test_a_company_of_somebody_who_is_not_in_is_not_shown(
    ada: Member, ben: Member, standing: Standing
) -> None:
    works(ada)
    Member.objects.filter(pk=ada.pk).update(standing=standing, is_active=False)
    assert "Acme" not in shown(ben)
    assert signed_in(ben).get(url_of(Company.objects.get())).status_code == 404


@pytest.mark.django_db
def test_companies_are_for_members_and_read_only(ada: Member) -> None:
    works(ada)
    for url in (reverse(LIST), url_of(Company.objects.get())):
        assert Client().get(url).status_code == 302
        assert signed_in(ada).post(url).status_code == 405
    assert signed_in(ada).get(reverse("members:company", args=["-" * 22])).status_code == 404


@pytest.mark.django_db
def test_an_operator_enters_a_company_and_nobody_else(ada: Member, olga: Member) -> None:
    url = reverse("members:company_new")
    sent = {"name": " Stadtwerke  Leipzig ", "website": "https://example.org"}
    assert signed_in(ada).get(url).status_code == 404
    assert signed_in(ada).post(url, sent).status_code == 404
    assert Client().post(url, sent).status_code == 404
    assert signed_in(olga).get(url).status_code == 200
    assert signed_in(olga).post(url, {"name": "\u200b", "website": ""}).status_code == 422
    assert signed_in(olga).post(url, sent | {"website": "javascript:alert(1)"}).status_code == 422
    assert signed_in(olga).post(url, sent).status_code == 302
    assert Company.objects.get().name == "Stadtwerke Leipzig"
    assert "Stadtwerke Leipzig" in shown(ada)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_and_a_page_cost_the_same_however_long(
    ada: Member,
    ben: Member,
    cleo: Member,
    olga: Member,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number, owner in enumerate((ada, ben, cleo)[:rows]):
        works(owner, "Acme")
        works(owner, f"Globex {number}")
    browser, company = signed_in(olga), Company.objects.get(name="Acme")
    for url in (reverse(LIST), url_of(company)):
        browser.get(url)
    with django_assert_num_queries(3):
        browser.get(reverse(LIST))
    with django_assert_num_queries(10):
        browser.get(url_of(company))


@pytest.mark.django_db
def test_each_says_whether_one_sees_anybody_there(ada: Member, ben: Member) -> None:
    enter_company(name="Acme")
    works(ben, kind="me")
    assert "No member shows a position here" in shown(ada)
    works(ben, title="Trainee", ended_on=date(2019, 1, 1))
    assert "No member shows a position here" not in shown(ada)
    block_member(by=ben, other=ada, at=timezone.now())
    assert "No member shows a position here" in shown(ada)


@pytest.mark.django_db
@pytest.mark.postgres
@given(
    drawn=st.lists(
        st.tuples(
            st.sampled_from(["public", "members", "me"]),
            st.sampled_from([None, 2016, 2017]),
            st.sampled_from([None, None, 2018, 2019]),
        ),
        max_size=14,
    ),
    size=st.integers(1, 5),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_page_after_page_has_everybody_once_in_order_and_nobody_hidden(
    ada: Member, ben: Member, drawn: list[tuple[str, int | None, int | None]], size: int
) -> None:
    Position.objects.all().delete()
    acme = enter_company(name="Acme")
    rows = [
        works(ben, kind=kind, started_on=begun and date(begun, 5, 1), ended_on=ended and date(ended, 5, 1))
        for kind, begun, ended in drawn
    ]
    seen = [row for row in rows if row.audience_kind != "me"]
    seen.sort(key=place, reverse=True)
    with patch.object(companies, "A_PAGE", size):
        found = [page := companies.members_at(acme, ada)]
        while page.last:
            found.append(page := companies.members_at(acme, ada, after=page.last))
        hidden = next((row for row in rows if row.audience_kind == "me"), None)
        assert not hidden or companies.members_at(acme, ada, after=hidden.public_id) == found[0]
    assert [row for page in found for row in page.object_list] == seen
    assert all(len(page.object_list) == size for page in found[:-1])
    assert [page.is_first for page in found] == [True] + [False] * (len(found) - 1)


@pytest.mark.django_db
def test_the_list_goes_on_after_a_company_one_sees(ada: Member, ben: Member) -> None:
    for name in ("Acme", "Borealis", "Corvus"):
        works(ben, name)
    gone = works(ben, "Hidden")
    hidden = Company.objects.get(name="Hidden")
    Position.objects.filter(pk=gone.pk).update(audience_kind="me")
    with patch.object(companies, "A_PAGE", 2):
        first = companies.companies_for(ada)
        assert [one.name for one in first.object_list] == ["Acme", "Borealis"]
        rest = companies.companies_for(ada, after=first.last)
        assert ([one.name for one in rest.object_list], rest.last) == (["Corvus"], "")
        assert companies.companies_for(ada, after=hidden.public_id) == first
        html = shown(ada)
        assert f"?after={first.last}" in html
        assert "To the beginning" not in html
        html = shown(ada, reverse(LIST) + f"?named=o&after={first.last}")
        assert "Corvus" in html
        assert 'href="?named=o"' in html


@pytest.mark.django_db
def test_a_page_further_on_is_of_people_alone(ada: Member, ben: Member, cleo: Member) -> None:
    works(ben)
    works(cleo, ended_on=date(2019, 1, 1))
    url = url_of(Company.objects.get())
    with patch.object(companies, "A_PAGE", 1):
        html = shown(ada, url)
        assert "Ben" in html
        assert "Cleo" not in html
        assert "Your own people" in html
        last = Position.objects.get(owner=ben).public_id
        html = shown(ada, f"{url}?after={last}")
    assert "Cleo" in html
    assert "Ben S" not in html
    assert "Your own people" not in html
