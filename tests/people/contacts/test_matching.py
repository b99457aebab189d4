"""Who a card is about, within one book."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.formats.card import Card, Value, ValueKind
from comity.people.contacts.queries.likeness import why_alike
from comity.people.contacts.rules.matching import Index, Known, Match

ADA = Known(
    id=1,
    given="Ada",
    family="Lovelace",
    organization="Analytical Engines Ltd",
    emails=("ada@engines.example",),
    phones=("+44 20 7946 0123",),
    urls=("https://www.linkedin.com/in/ada-lovelace",),
    addresses=("12 St James Square\nLondon\nSW1Y 4JH",),
    birthday="1985-12-10",
)


def card(given: str = "", family: str = "", organization: str = "", full: str = "", **values: str) -> Card:
    """Build a card; ``email``, ``phone``, ``url``, ``address`` and ``birthday`` become its values."""
    kinds: dict[str, ValueKind] = {
        "email": "email",
        "phone": "phone",
        "url": "url",
        "address": "address",
        "birthday": "date",
    }
    found = tuple(Value(kinds[name], value, name) for name, value in values.items())
    return Card(given=given, family=family, organization=organization, full=full, values=found)


def match(incoming: Card, *known: Known, region: str = "GB") -> Match:
    return Index(known or (ADA,), region=region).match(incoming)


@pytest.mark.parametrize(
    "incoming",
    [
        card("Ada", "Lovelace", email="ADA@Engines.example "),
        card("A.", "Lovelace", email="mailto:ada@engines.example"),
        card(email="ada@engines.example"),
        card("Ada", "King", url="http://uk.linkedin.com/in/Ada-Lovelace/?trk=contact"),
        card("Ada", "Lovelace", url="linkedin.com/in/ada%2Dlovelace/de"),
        card("Ada", "Lovelace", phone="020 7946 0123"),
        card("Ada", "Lovelace", organization="Analytical Engines"),
        card("Lovelace", "Ada", birthday="1985-12-10"),
        card(full="Lovelace, Ada", organization="Analytical Engines"),
        card(full="Dr. Ada Lovelace PhD", birthday="1985-12-10"),
        card("Ada", "Lovelaec", birthday="--12-10", organization="Analytical Engines"),
        card("Ada", "Lovelace", address="12 St. James Sqaure\nLondon\nSW1Y 4JH"),
    ],
)
def test_evidence_beside_the_name_finds_the_person(incoming: Card) -> None:
    found = match(incoming)
    assert (found.id, found.certainty) == (1, "same")
    assert found.reasons


@pytest.mark.parametrize(
    ("incoming", "certainty"),
    [
        (card("Ada", "Lovelace"), "doubt"),
        (card("Ada", "Lovelace", organization="Difference Engines"), "doubt"),
        (card("Ada", "Lovelace", email="ada@home.example"), "doubt"),
        (card("Lovelace", "Ada", organization="Analytical Engines"), "doubt"),
        (card("Ada", "Lovelace", birthday="1990-03-04"), "new"),
        (card("Ada", "Lovelace", birthday="1990-03-04", organization="Analytical Engines"), "new"),
        (card("Ada", "Lovelace", organization="Difference Engines", email="al@other.example"), "new"),
        (card("Ada", "Lovelace", url="linkedin.com/in/the-other-ada"), "new"),
        (card("Ada", "Lovelace", organization="Analytical Engines", url="linkedin.com/in/other"), "doubt"),
        (card("Charles", "Babbage", organization="Analytical Engines"), "new"),
        (card("Charles", "Babbage", phone="+442079460123"), "new"),
        (card("Charles", "Babbage", email="ada@engines.example"), "doubt"),
        (card("Byron", "Lovelace", email="ada@engines.example"), "doubt"),
        (card("Ada"), "new"),
        (card(), "new"),
    ],
)
def test_two_people_of_one_name_stay_two(incoming: Card, certainty: str) -> None:
    assert match(incoming).certainty == certainty


HOME = "7 Elm Road\nLeeds\nLS1 4AB"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Known(2, "John", "Smith", addresses=(HOME,)), card("Joan", "Smith", address=HOME)),
        (Known(2, "Paul", "Smith", addresses=(HOME,)), card("Paula", "Smith", address=HOME)),
        (Known(2, "Anna", "Smith", addresses=(HOME,)), card("Robert", "Smith", address=HOME)),
        (
            Known(2, "John", "Smith", addresses=(HOME,), birthday="1950-01-02", emails=("js@a.example",)),
            card("John", "Smith", address=HOME, birthday="1981-07-20", email="jjs@b.example"),
        ),
        (
            Known(2, "John", "Smith", suffix="Sr.", addresses=(HOME,)),
            card(full="John Smith Jr.", address=HOME),
        ),
        (
            Known(2, "Mia", "Smith", addresses=(HOME,), birthday="1999-01-02", emails=("mia@a.example",)),
            card("Zoe", "Smith", address=HOME, birthday="1999-01-02", email="zoe@a.example"),
        ),
    ],
)
def test_a_family_at_one_door_is_never_merged_unasked(one: Known, other: Card) -> None:
    assert match(other, one).certainty != "same"


@pytest.mark.parametrize(
    ("known", "incoming"),
    [
        (Known(2, "William", "Gates"), card("Bill", "Gates")),
        (Known(2, "Jürgen", "Müller"), card("Juergen", "Mueller")),
        (Known(2, "Jürgen", "Müller"), card("Jurgen", "Muller")),
        (Known(2, "Иван", "Щербаков"), card("Ivan", "Shcherbakov")),
        (Known(2, full="王 小明"), card("小明", "王")),
        (Known(2, "Maria Elena", "García-López"), card("Maria", "Garcia Lopez")),
        (Known(2, "Ludwig", "van der Rohe"), card(full="Ludwig van der Rohe")),
        (Known(2, "Sean", "O'Brien"), card("Seán", "OBrien")),
    ],
)
def test_spellings_of_one_name_meet_where_the_firm_agrees(known: Known, incoming: Card) -> None:
    at_work = Known(known.id, known.given, known.family, full=known.full, organization="Acme GmbH")
    same_firm = Card(given=incoming.given, family=incoming.family, full=incoming.full, organization="ACME")
    assert match(same_firm, at_work).certainty == "same"
    assert match(incoming, known).certainty == "doubt"


def test_a_shared_role_address_and_a_switchboard_prove_nothing() -> None:
    firm = [
        Known(n, f"{name}", "Winter", emails=("info@acme.example",), phones=("+49 30 1234567",))
        for n, name in enumerate(["Anna", "Bernd", "Clara"])
    ]
    found = match(card("David", "Sommer", email="info@acme.example", phone="+49301234567"), *firm)
    assert found == Match(None, "new")


def test_a_number_in_an_employers_name_is_no_typing_error() -> None:
    known = Known(1, "Julia", "Ponce", organization="School 12")
    assert "organization-differs" in match(card("Julia", "Ponce", "School 13"), known).reasons


def test_two_who_fit_equally_are_left_to_the_owner() -> None:
    twins = [Known(n, "Wei", "Zhang", organization="Huawei") for n in (1, 2)]
    found = match(card("Wei", "Zhang", organization="Huawei"), *twins)
    assert found.certainty == "doubt"
    assert "several" in found.reasons


def test_a_number_without_its_country_is_weaker_evidence() -> None:
    found = match(card("Ada", "Lovelace", phone="020 7946 0123"), region="")
    assert "phone-ending" in found.reasons
    assert "phone" not in found.reasons


def test_cards_of_one_file_find_each_other_and_every_variant_is_kept() -> None:
    index = Index()
    first = card("Catherine", "Jones", organization="Acme", email="c@acme.example")
    assert index.match(first).certainty == "new"
    index.add_card("c1", first)
    second = card("Kate", "Jones", email="c@acme.example", phone="+14155550123")
    assert index.match(second).id == "c1"
    index.add_card("c1", second)
    third = card("Kate", "Miller", phone="+14155550123", email="kate@home.example")
    assert index.match(third).id == "c1"
    assert len(index) == 1


def test_a_nameless_card_does_not_let_the_family_in() -> None:
    index = Index()
    index.add_card(1, card("Anna", "Smith", address=HOME))
    index.add_card(1, card("", "Smith", address=HOME))
    assert index.match(card("Robert", "Smith", address=HOME)).certainty == "new"


def test_the_reasons_say_what_agrees_and_what_does_not() -> None:
    found = match(card("Ada", "Lovelace", "Difference Engines", email="ada@engines.example"))
    assert found == Match(1, "same", ("email", "name", "organization-differs"))


def test_a_novel_in_a_cell_does_not_stall_an_import() -> None:
    novel = "a b " * 100_000
    index = Index([Known(1, novel, novel, organization=novel, addresses=(novel,), emails=(novel,))])
    incoming = Card(given=novel, family=novel, organization=novel, values=(Value("address", novel),))
    assert index.match(incoming).id == 1


def test_a_given_name_and_a_town_are_not_enough_where_all_else_differs() -> None:
    kenta = Known(
        id=1, given="健太", family="佐藤", organization="Kita Works", emails=("sato@kita.example",),
        phones=("+81 6 1234 5678",), addresses=("1-2-3 Umeda\nOsaka\n530-0001",),
    )  # fmt: skip
    other = card(
        "健太", "田中", "Kita Works", email="tanaka@kita.example", address="4-5-6 Namba\nOsaka\n530-0001"
    )
    phone = (Value("phone", "+81 6 8765 4321"),)
    assert match(replace(other, values=other.values + phone), kenta).certainty == "new"
    married = card("健太", "田中", "Kita Works", email="sato@kita.example")
    assert match(married, kenta).certainty != "new"


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        (["name", "place"], "the same name and the same place"),
        (
            ["place", "organization", "name-differs", "email-differs", "phone-differs"],
            "the same place and the same organisation, but the names, the e-mail addresses and the numbers differ",
        ),
        (["uid", "profile", "generation-differs"], "the same profile, but one is junior, one senior"),
        (["email", "several"], "the same e-mail address, and somebody else fits as well"),
    ],
)
def test_reasons_are_said_in_a_sentence(reasons: list[str], sentence: str) -> None:
    assert why_alike(reasons) == sentence
