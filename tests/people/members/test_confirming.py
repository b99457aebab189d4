"""A position is its owner's word until a code to a work address, or an operator, confirms it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from comity.foundation.audit.models import AuditEntry
from comity.foundation.core.audience import Audience, allows
from comity.foundation.core.forms import audiences_of
from comity.people.companies.actions import enter_company
from comity.people.companies.models import Company
from comity.people.companies.rules import FREE_MAIL, domains_in, is_work_address, site_domain
from comity.people.members.actions.confirming import (
    AddressUsed,
    EnoughCodes,
    NotConfirmable,
    NotWorkAddress,
    confirm_position,
    enter_work_code,
    send_work_code,
    withdraw_confirmation,
)
from comity.people.members.actions.profile.editing import save_position
from comity.people.members.actions.profile.erasure import erase_profile
from comity.people.members.actions.profile.removal import put_back, remove_row
from comity.people.members.actions.upkeep import forget_work_codes
from comity.people.members.models import Confirmation, Member, Position, WorkCode
from comity.people.members.queries.companies import members_at
from comity.people.members.rules.confirming import MOST_TRIES, digits_of
from tests.people import signed_in

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def acme(db: None) -> Company:
    return enter_company(
        name="Acme", website="https://www.acme.example/jobs", mail_domains="acme-mail.example"
    )


def works(owner: Member, organization: str = "Acme", kind: str = "members", **fields: object) -> Position:
    position = Position(organization=organization, **fields)
    position.audience = Audience(kind)
    return save_position(by=owner, position=position)


def sent_code() -> str:
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def confirmed(owner: Member, address: str, organization: str = "Acme") -> Position:
    position = works(owner, organization)
    send_work_code(by=owner, public_id=position.public_id, email=address, at=NOW)
    assert enter_work_code(by=owner, public_id=position.public_id, code=sent_code(), at=NOW)
    return position


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("a@acme.example", True),
        ("a@ACME.example.", True),
        ("a@eu.acme.example", True),
        ("a@acme-mail.example", True),
        ("a@notacme.example", False),
        ("a@acme.example.evil.example", False),
        ("a@gmail.com", False),
        ("@acme.example", False),
        ("acme.example", False),
        ("", False),
    ],
)
def test_an_address_is_the_companys_by_its_domain(address: str, is_one: bool) -> None:
    assert is_work_address(address, ["acme.example", "acme-mail.example"]) is is_one


@given(st.sampled_from(sorted(FREE_MAIL)), st.text(min_size=1, max_size=8))
def test_a_free_address_never_confirms(domain: str, local: str) -> None:
    assert not is_work_address(f"{local}@{domain}", [domain])
    assert domains_in(f"acme.example, {domain}") == ("acme.example",)
    assert site_domain(f"https://www.{domain}/") == ""


@given(st.text(max_size=30))
def test_any_text_is_read_as_domains_or_as_none(text: str) -> None:
    assert domains_in(" ".join(domains_in(text))) == domains_in(text)
    assert site_domain(text) == "" or "." in site_domain(text)


def test_a_code_is_typed_as_people_do() -> None:
    assert digits_of(" 123-456 ") == "123456"
    assert digits_of("١٢٣") == ""


def test_the_digits_confirm_and_the_address_is_not_kept(ada: Member, ben: Member, acme: Company) -> None:
    position = works(ada)
    send_work_code(by=ada, public_id=position.public_id, email="Ada@Acme.example", at=NOW)
    assert mail.outbox[-1].to == ["Ada@Acme.example"]
    assert "Ada Okafor" in mail.outbox[-1].body
    code = sent_code()
    assert code not in str(WorkCode.objects.values())
    assert "acme.example" not in str(WorkCode.objects.values()).lower()
    assert enter_work_code(by=ada, public_id=position.public_id, code="000000x", at=NOW) is None
    made = enter_work_code(by=ada, public_id=position.public_id, code=f" {code} ", at=NOW)
    assert made is not None
    assert (made.way, made.company) == ("code", acme)
    page = signed_in(ben).get(reverse("members:page", args=[ada.public_id])).content.decode()
    assert "confirmed" in page
    assert reverse("members:company", args=[acme.public_id]) in page
    with pytest.raises(NotConfirmable):  # once
        enter_work_code(by=ada, public_id=position.public_id, code=code, at=NOW)


def test_another_address_is_not_enough(ada: Member, acme: Company) -> None:
    position = works(ada)
    for wrong in ("ada@gmail.com", "ada@example.org"):
        with pytest.raises(NotWorkAddress):
            send_work_code(by=ada, public_id=position.public_id, email=wrong, at=NOW)
    assert not mail.outbox
    elsewhere = works(ada, "Globex")
    with pytest.raises(NotConfirmable):  # nobody said what its addresses are
        send_work_code(by=ada, public_id=elsewhere.public_id, email="ada@globex.example", at=NOW)
    over = works(ada, ended_on=date(2020, 1, 1))
    with pytest.raises(NotConfirmable):
        send_work_code(by=ada, public_id=over.public_id, email="ada@acme.example", at=NOW)


def test_anothers_position_cannot_be_confirmed(ada: Member, ben: Member, acme: Company) -> None:
    position = works(ada)
    with pytest.raises(NotConfirmable):
        send_work_code(by=ben, public_id=position.public_id, email="ben@acme.example", at=NOW)
    send_work_code(by=ada, public_id=position.public_id, email="ada@acme.example", at=NOW)
    with pytest.raises(NotConfirmable):
        enter_work_code(by=ben, public_id=position.public_id, code=sent_code(), at=NOW)
    url = reverse("members:position_confirm", args=[position.public_id])
    assert signed_in(ben).get(url).status_code == 404
    assert signed_in(ben).post(url, {"email": "ben@acme.example"}).status_code == 404


def test_wrong_digits_are_counted_and_time_runs_out(ada: Member, acme: Company) -> None:
    position = works(ada)
    send_work_code(by=ada, public_id=position.public_id, email="ada@acme.example", at=NOW)
    code = sent_code()
    wrong = "111111" if code != "111111" else "222222"
    for _ in range(MOST_TRIES):
        assert enter_work_code(by=ada, public_id=position.public_id, code=wrong, at=NOW) is None
    with pytest.raises(NotConfirmable):
        enter_work_code(by=ada, public_id=position.public_id, code=code, at=NOW)
    send_work_code(by=ada, public_id=position.public_id, email="ada@acme.example", at=NOW)
    with pytest.raises(NotConfirmable):
        enter_work_code(
            by=ada, public_id=position.public_id, code=sent_code(), at=NOW + timedelta(minutes=31)
        )


def test_no_address_is_written_to_as_often_as_one_likes(ada: Member, ben: Member, acme: Company) -> None:
    mine, other = works(ada), works(ben)
    for owner, position in ((ada, mine), (ben, other), (ada, mine)):
        send_work_code(by=owner, public_id=position.public_id, email="boss@acme.example", at=NOW)
    with pytest.raises(EnoughCodes):
        send_work_code(by=ben, public_id=other.public_id, email="BOSS@acme.example", at=NOW)
    kept = remove_row(by=ada, kind="position", public_id=mine.public_id)  # does not make room
    put_back(by=ada, kind="position", kept=kept)
    for number in range(3):
        send_work_code(by=ada, public_id=mine.public_id, email=f"a{number}@acme.example", at=NOW)
    with pytest.raises(EnoughCodes):
        send_work_code(by=ada, public_id=mine.public_id, email="another@acme.example", at=NOW)
    assert forget_work_codes(now=NOW + timedelta(days=2)) == 6
    send_work_code(by=ben, public_id=other.public_id, email="boss@acme.example", at=NOW + timedelta(days=2))


def test_one_address_stands_behind_one_member(ada: Member, ben: Member, acme: Company) -> None:
    confirmed(ada, "desk@acme.example")
    position = works(ben)
    send_work_code(by=ben, public_id=position.public_id, email="desk@acme.example", at=NOW)
    with pytest.raises(AddressUsed):
        enter_work_code(by=ben, public_id=position.public_id, code=sent_code(), at=NOW)
    assert not Confirmation.objects.filter(position=position).exists()


@pytest.mark.parametrize("how", ["renamed", "removed", "restored", "lasting"])
def test_a_confirmation_goes_with_what_it_confirmed(ada: Member, acme: Company, how: str) -> None:
    position = confirmed(ada, "ada@acme.example")
    if how == "renamed":
        position.organization = "Acme Holding"
    if how in {"removed", "restored"}:
        kept = remove_row(by=ada, kind="position", public_id=position.public_id)
        if how == "restored":
            put_back(by=ada, kind="position", kept=kept)
    elif how == "lasting":  # ended, and then said to last again
        position.ended_on = date(2026, 1, 1)
        save_position(by=ada, position=position)
        assert Confirmation.objects.get().ended_at
        position.ended_on = None
    if how in {"renamed", "lasting"}:
        save_position(by=ada, position=position)
    assert not Confirmation.objects.exists()


def test_another_title_or_audience_changes_nothing(ada: Member, acme: Company) -> None:
    position = confirmed(ada, "ada@acme.example")
    position.title, position.organization, position.audience = "Director", " ACME ", Audience("me")
    save_position(by=ada, position=position)
    assert Confirmation.objects.current().exists()


def test_my_company_is_who_works_there_now_confirmed(
    ada: Member, ben: Member, cleo: Member, acme: Company
) -> None:
    dana = Member.objects.create_user("dana@example.org", name="Dana Vale")
    at_work = {owner: confirmed(owner, f"{owner.pk}@acme.example") for owner in (ada, ben)}
    works(cleo)  # by her own word
    enter_company(name="Globex", mail_domains="globex.example")
    confirmed(dana, "dana@globex.example", "Globex")
    audience = Audience("company", acme.pk)
    assert f"company:{acme.public_id}" in audiences_of(ada)
    assert not any(key.startswith("company") for key in audiences_of(cleo))
    secret = works(ada, "Moonlight", kind="company", audience_ref=acme.pk)
    secret.audience = audience
    save_position(by=ada, position=secret)

    def readers() -> set[Member]:
        them = (ben, cleo, dana)
        by_row = {who for who in them if allows(audience, ada, who)}
        assert by_row == {
            who for who in them if Position.objects.visible_to(who).filter(pk=secret.pk).exists()
        }
        return by_row

    assert readers() == {ben}
    forged = works(cleo, "Moonlight")
    forged.audience = audience  # a company she is not confirmed at
    save_position(by=cleo, position=forged)
    assert not Position.objects.visible_to(ben).filter(pk=forged.pk).exists()
    for leaver in (ben, ada):
        at_work[leaver].ended_on = date(2026, 1, 1)
        save_position(by=leaver, position=at_work[leaver])
        assert readers() == set()
        at_work[leaver].ended_on = None
        save_position(by=leaver, position=at_work[leaver])
        assert readers() == set()  # to last again is one's own word
        send_work_code(
            by=leaver,
            public_id=at_work[leaver].public_id,
            email=f"{leaver.pk}@acme.example",
            at=NOW + timedelta(days=2),
        )
        enter_work_code(
            by=leaver, public_id=at_work[leaver].public_id, code=sent_code(), at=NOW + timedelta(days=2)
        )
        assert readers() == {ben}


def test_an_operator_confirms_what_they_see_and_never_their_own(
    ada: Member, olga: Member, acme: Company
) -> None:
    position, hidden, own = works(ada), works(ada, kind="me"), works(olga)
    url = reverse("members:company_confirm", args=[acme.public_id, position.public_id, "confirm"])
    assert signed_in(ada).post(url).status_code == 404
    assert signed_in(olga).post(url).status_code == 302
    assert Confirmation.objects.get().way == "operator"
    assert AuditEntry.objects.filter(verb="members.confirmed").exists()
    for wrong in (hidden, own, position):
        with pytest.raises(NotConfirmable):
            confirm_position(by=olga, public_id=wrong.public_id, at=NOW)
    with pytest.raises(NotConfirmable):
        withdraw_confirmation(by=olga, public_id=hidden.public_id, at=NOW)
    assert signed_in(olga).post(url.replace("/confirm/", "/withdraw/")).status_code == 302
    assert not Confirmation.objects.exists()


def test_the_pages_without_script(ada: Member, acme: Company, settings: Any) -> None:
    settings.MAIL_LEAVES = True
    position, browser = works(ada), signed_in(ada)
    url = reverse("members:position_confirm", args=[position.public_id])
    assert "@acme.example" in browser.get(url).content.decode()
    assert browser.post(url, {"email": "ada@gmail.com"}).status_code == 422
    assert browser.post(url, {"code": "123456"}).status_code == 422
    assert browser.post(url, {"email": "ada@acme.example"}).status_code == 302
    assert "The six digits" in browser.get(url).content.decode()
    assert browser.post(url, {"code": "12"}).status_code == 422
    assert browser.post(url, {"code": sent_code()}).status_code == 302
    assert "Confirmed on" in browser.get(url).content.decode()
    assert browser.post(reverse("members:position_unconfirm", args=[position.public_id])).status_code == 302
    assert not Confirmation.objects.exists()


def test_where_no_mail_leaves_no_code_is_offered(ada: Member, acme: Company) -> None:
    url = reverse("members:position_confirm", args=[works(ada).public_id])
    html = signed_in(ada).get(url).content.decode()
    assert "Whoever runs this instance can confirm it" in html
    assert signed_in(ada).post(url, {"email": "ada@acme.example"}).status_code == 302
    assert not WorkCode.objects.exists()


def test_erased_with_the_member(ada: Member, ben: Member, acme: Company) -> None:
    position = confirmed(ada, "ada@acme.example")
    send_work_code(by=ada, public_id=position.public_id, email="x@acme.example", at=NOW)
    removed = erase_profile(ada)
    assert removed["confirmations of positions"] == 1
    assert not WorkCode.objects.exists()
    assert not Confirmation.objects.exists()


def test_one_hidden_position_changes_nothing_for_who_may_not_see_it(
    ada: Member, ben: Member, acme: Company
) -> None:
    """Neither list, order nor page tells of it: rows and whether there is more are of those seen alone."""
    seen = [works(ben, title=f"Desk {number}") for number in range(3)]
    before = members_at(acme, ada).object_list
    works(ben, title="Hidden", kind="me", started_on=date(2026, 1, 1))
    assert members_at(acme, ada).object_list == before == seen[::-1]


def test_operators_say_what_a_companys_addresses_are(ada: Member, olga: Member, acme: Company) -> None:
    url = reverse("members:company_change", args=[acme.public_id])
    assert signed_in(ada).get(url).status_code == 404
    assert "acme-mail.example" in signed_in(olga).get(url).content.decode()
    for wrong in ("gmail.com", "no domain!"):
        assert signed_in(olga).post(url, {"website": "", "mail_domains": wrong}).status_code == 422
    assert (
        signed_in(olga).post(url, {"website": "", "mail_domains": "a.example\nb.example"}).status_code == 302
    )
    acme.refresh_from_db()
    assert acme.domains == ("a.example", "b.example")
